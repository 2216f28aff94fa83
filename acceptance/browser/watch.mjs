/** Answers that belong to the story: asking who is signed in, the wrong password, and the script called .png. */
const EXPECTED = [
  { method: "GET", path: "/api/v1/session", status: 401 },
  { method: "POST", path: "/api/v1/session", status: 401 },
  { method: "POST", path: "/api/v1/media", status: 415 },
  { method: "POST", path: "/api/v1/media", status: 422 },
];

/** Chromium's own line about an answer of 4xx; which of those are right is decided by the answer itself. */
const ANSWER = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Collects what goes wrong unseen: page errors, console errors, violations of the content policy, refused requests.
 * `expected` are answers that belong to this one story. */
export async function watch(context, problems, expected) {
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (violation) => {
      console.error(`Content-Security-Policy ${violation.effectiveDirective} stopped ${violation.blockedURI}`);
    });
  });
  context.on("weberror", (failure) => problems.push(`Page error: ${failure.error().stack ?? failure.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !ANSWER.test(message.text())) problems.push(`Console error: ${message.text()}`);
  });
  context.on("response", (response) => {
    const said = { method: response.request().method(), path: new URL(response.url()).pathname, status: response.status() };
    if (said.status < 400 || [...EXPECTED, ...expected].some((one) => one.method === said.method && one.path === said.path && one.status === said.status)) return;
    problems.push(`${said.method} ${response.url()} was answered with ${said.status}`);
  });
}
