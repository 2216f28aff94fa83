/** The one door to the gateway: cookies, CSRF header, problem details. Nothing outside `api/` calls fetch. */

export const API = "/api/v1";

/** One broken rule of one feed, as in the `errors` member of `post-invalid`. */
export type FeedError = {
  feed: string;
  platform: string | null;
  type: string;
  limit?: number;
  length?: number;
  detail?: string;
};

/** A problem detail (RFC 9457). `type` is the last segment of its URI, e.g. `due-in-past`. */
export class Problem extends Error {
  constructor(
    readonly type: string,
    readonly status: number,
    readonly detail: string,
    readonly errors: FeedError[] = [],
    /** Seconds after which trying again makes sense, if the server said so. */
    readonly retryAfter: number | null = null,
    /** What is not there and would have to be: settings of a platform, rights that were not granted. */
    readonly missing: string[] = [],
  ) {
    super(detail || type);
    this.name = "Problem";
  }
}

/** The session has ended; the frame listens and shows the sign-in screen. */
export const signedOut = new EventTarget();

type Options = {
  body?: unknown;
  form?: FormData;
  /** Version of the document the change is based on. */
  version?: number;
  /** Makes a repeated POST safe: the same key stores once. */
  idempotencyKey?: string;
  /** The token of a link, for somebody without an account. */
  link?: string;
  signal?: AbortSignal;
};

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** @throws Problem for every answer that is not 2xx, and with type `offline` when none came */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (WRITES.has(method)) {
    headers["X-XSRF-TOKEN"] = await csrfToken();
  }
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (options.version !== undefined) {
    headers["If-Match"] = `"${options.version}"`;
  }
  if (options.idempotencyKey) {
    headers["Idempotency-Key"] = options.idempotencyKey;
  }
  if (options.link !== undefined) {
    headers["Septet-Link"] = options.link;
  }
  let answer: Response;
  try {
    answer = await fetch(API + path, {
      method,
      headers,
      credentials: "same-origin",
      body: options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure;
    throw new Problem("offline", 0, "The server did not answer.");
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw problemOf(answer.status, text, answer.headers.get("Retry-After"), path);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Sends one file and reports its progress from 0 to 1; fetch cannot report what was sent, so this is XHR. */
export async function upload<T>(path: string, file: File, progress: (share: number) => void, signal: AbortSignal): Promise<T> {
  const token = await csrfToken();
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", API + path);
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    request.setRequestHeader("X-XSRF-TOKEN", token);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
      } else {
        reject(problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After"), path));
      }
    };
    request.onerror = () => reject(new Problem("offline", 0, "The server did not answer."));
    request.onabort = () => reject(new DOMException("Upload stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/** Builds `?a=1&b=2&b=3`; undefined, null and empty lists are left out. */
export function query(values: Record<string, string | number | readonly string[] | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

export function problemOf(status: number, text: string, retryAfter: string | null, path: string): Problem {
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object") body = parsed as Record<string, unknown>;
  } catch {
    // Not ours: a proxy's page, or nothing at all. The status alone is worded.
  }
  const given = typeof body.type === "string" ? body.type.split("/").pop() : undefined;
  const type = given && given !== "about:blank" ? given : `http-${status}`;
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  const problem = new Problem(
    type,
    status,
    typeof body.detail === "string" ? body.detail : typeof body.title === "string" ? body.title : "",
    Array.isArray(body.errors) ? (body.errors as FeedError[]) : [],
    Number.isFinite(seconds) ? seconds : null,
    Array.isArray(body.missing) ? body.missing.map(String) : [],
  );
  if (status === 401 && path !== "/session") signedOut.dispatchEvent(new Event("signed-out"));
  return problem;
}

function csrfCookie(): string {
  // Read on every call: the server issues a new token after signing in.
  const found = document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="));
  return found ? decodeURIComponent(found.slice("XSRF-TOKEN=".length)) : "";
}

async function csrfToken(): Promise<string> {
  if (!csrfCookie()) {
    // The first answer of a fresh browser brings the cookie.
    await fetch(`${API}/session`, { credentials: "same-origin" }).catch(() => undefined);
  }
  return csrfCookie();
}
