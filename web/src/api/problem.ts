/** A refusal as the services send it (application/problem+json), as an error the pages can name. */

export interface FieldError { field: string; reason: string; detail?: string }

export class Problem extends Error {
  readonly status: number;
  /** The stable name: SIGN_IN_REFUSED, LINK_EXPIRED …; OFFLINE when no server answered. */
  readonly reason: string;
  readonly errors: FieldError[];
  /** Everything else the refusal carries: expire_time, allowed_time, open_time … */
  readonly metadata: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? body.reason ?? status));
    this.name = "Problem";
    this.status = status;
    this.reason = typeof body.reason === "string" ? body.reason : `HTTP_${status}`;
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldError[]) : [];
    this.metadata = body;
  }

  static offline(): Problem {
    return new Problem(0, { reason: "OFFLINE", title: "No server answered." });
  }

  /** A metadata value as text, or null. */
  told(name: string): string | null {
    const value = this.metadata[name];
    return typeof value === "string" ? value : null;
  }
}

export function isProblem(error: unknown, ...reasons: string[]): error is Problem {
  return error instanceof Problem && (reasons.length === 0 || reasons.includes(error.reason));
}

/** The refusal in an answer that isn't ok; `body` is what could be read of it. */
export function problemFrom(response: Response, body: unknown): Problem {
  return new Problem(response.status, typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {});
}
