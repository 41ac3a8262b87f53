-- Which practice is asked, and whether the token is that practice's. `domain` is set above by the template.
-- A practice is exactly one label in front of the domain; a token opens only the practice it names. Routes without a
-- token (sign-in, links) carry no claims: their service decides.
local function practice_of(authority)
  local host = authority:lower():gsub(":%d+$", "")
  local label, rest = host:match("^([a-z0-9-]+)%.(.+)$")
  if rest == domain then
    return label
  end
  return nil
end

function envoy_on_request(handle)
  local practice = practice_of(handle:headers():get(":authority"))
  if practice == nil then
    handle:respond({[":status"] = "404"}, "")
    return
  end
  local verified = handle:streamInfo():dynamicMetadata():get("envoy.filters.http.jwt_authn")
  if verified ~= nil and verified["claims"] ~= nil and verified["claims"]["practice"] ~= practice then
    handle:streamInfo():dynamicMetadata():set("anteroom.gateway", "reason", "PRACTICE_MISMATCH")
    handle:respond({[":status"] = "401"}, "")
  end
end
