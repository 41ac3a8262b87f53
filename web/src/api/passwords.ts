/** What a password that somebody is choosing lacks, by the practice's own rules. */
import { queryOptions } from "@tanstack/react-query";
import { got, identity } from "./api";

/** Never kept: a password has no place in a cache. No answer in time is no answer; saving asks again. */
export const lacksQuery = (password: string, email: string) =>
  queryOptions({
    queryKey: ["password-lacks", password, email],
    queryFn: ({ signal }) => got(identity.POST("/api/identity/v1/passwords:check", { body: { password, email }, signal })),
    gcTime: 0,
    retry: false,
  });
