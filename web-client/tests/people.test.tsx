// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { client } from "../src/api/queries";
import { readAgent } from "../src/models/people";
import Closed from "../src/scenes/closed/Closed";
import Forgotten from "../src/scenes/forgotten/Forgotten";
import Link from "../src/scenes/link/Link";
import Members from "../src/scenes/members/Members";
import Profile from "../src/scenes/profile/Profile";
import SignIn from "../src/scenes/sign-in/SignIn";
import Tokens from "../src/scenes/tokens/Tokens";
import { leave, named, press, Refusal, serve, show, type, until, words } from "./screen";

const people = [
  { id: "m", name: "Lin Yue", email: "lin@example.org", role: "OWNER" },
  { id: "w", name: "Wang Lei", email: "wang@example.org", role: "EDITOR" },
];
const invitation = { id: "i", email: "zhao@example.org", role: "MANAGER", by: "m", createdAt: "2026-11-01T08:00:00Z", expires: "2999-01-01T08:00:00Z" };
const meaning = { kind: "INVITATION", email: "zhao@example.org", workspace: "Jiangcheng", role: "EDITOR", by: "Lin Yue", known: false, expires: "2999-01-01T08:00:00Z" };

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  client.clear();
});
afterEach(leave);

test("an owner invites, and gets the link to hand over where no mail is sent", async () => {
  const sent = serve({
    "GET /members": { items: people }, "GET /invitations": { items: [invitation] },
    "POST /invitations": { id: "j", email: "chen@example.org", role: "EDITOR", expires: "2999-01-01T08:00:00Z", mailed: false, link: "http://localhost/link#s3cret" },
  });
  await show({ "/members": <Members /> }, "/members");
  await until(() => expect(words()).toContain("zhao@example.org"));
  expect(words()).toContain("invited by Lin Yue");
  await press(named("button", "Invite"));
  await until(() => expect(words()).toContain("Invite somebody"));
  await type("Email", "chen@example.org");
  await press([...document.querySelectorAll<HTMLElement>("[role=dialog] button[type=submit]")].at(-1));
  await until(() => expect(document.querySelector<HTMLInputElement>("[role=dialog] input[readonly]")?.value).toBe("http://localhost/link#s3cret"));
  expect(sent.find((one) => one.call === "POST /invitations")?.body).toEqual({ email: "chen@example.org", role: "EDITOR", language: "en" });
});

test("the only owner can neither be removed nor get another role", async () => {
  serve({ "GET /members": { items: people }, "GET /invitations": { items: [] } });
  await show({ "/members": <Members /> }, "/members");
  await until(() => expect(document.querySelectorAll("select").length).toBe(2));
  expect(document.querySelector<HTMLSelectElement>("select[aria-label='Role of Lin Yue']")?.disabled).toBe(true);
  expect(document.querySelector<HTMLSelectElement>("select[aria-label='Role of Wang Lei']")?.disabled).toBe(false);
});

test("who is no owner sees no members' screen", async () => {
  const sent = serve({ "GET /members": { items: people } });
  await show({ "/members": <Members /> }, "/members", "MANAGER");
  await until(() => expect(words()).toContain("looked after by owners"));
  expect(sent.some((one) => one.call === "GET /invitations")).toBe(false);
});

test("whoever is invited chooses name and password, and hears what is wrong with it", async () => {
  location.hash = "#s3cret";
  let answer: unknown = new Refusal(422, { type: "/problems/password-common" });
  const sent = serve({ "POST /links/look": meaning, "POST /links/use": () => answer, "POST /session": { member: people[1], workspace: null, workspaces: [] } });
  const router = await show({ "/link": <Link />, "/": <p>in</p> }, "/link");
  await until(() => expect(words()).toContain("Lin Yue invites you, as Editor."));
  await type("Your name", "Zhao");
  await type("Password", "short");
  await press(named("button", "Join"));
  await until(() => expect(words()).toContain("At least 12 characters are needed."));
  expect(sent.some((one) => one.call === "POST /links/use")).toBe(false);
  await type("Password", "password123456");
  await press(named("button", "Join"));
  await until(() => expect(words()).toContain("among those that are tried first"));
  answer = { email: "zhao@example.org" };
  await type("Password", "a lamp beside the river");
  await press(named("button", "Join"));
  await until(() => expect(router.state.location.pathname).toBe("/"));
  expect(sent.find((one) => one.call === "POST /links/use" && (one.body as { password: string }).password.startsWith("a lamp"))?.body)
    .toEqual({ secret: "s3cret", name: "Zhao", password: "a lamp beside the river" });
  expect(sent.at(-1)).toEqual({ call: "POST /session", body: { email: "zhao@example.org", password: "a lamp beside the river" } });
});

test("a link that is over says so and asks for nothing", async () => {
  location.hash = "#old";
  serve({ "POST /links/look": new Refusal(404, { type: "/problems/link-invalid" }) });
  await show({ "/link": <Link /> }, "/link");
  await until(() => expect(words()).toContain("This link cannot be used"));
  expect(document.querySelector("form")).toBeNull();
});

test("the password is changed with the present one, and other places are signed out of", async () => {
  const here = { id: "a", address: "192.0.2.7", agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", begun: "2026-11-01T08:00:00Z", lastUsed: "2026-11-01T08:00:00Z", ends: "2026-11-08T08:00:00Z", current: true };
  const sent = serve({
    "GET /me": { id: "m", name: "Lin Yue", email: "lin@example.org", language: "en", mail: true }, "GET /workspace": { mail: true },
    "GET /sessions": { items: [here, { ...here, id: "b", current: false }] },
    "PUT /session/password": {}, "DELETE /sessions/b": {}, "DELETE /sessions": {},
  });
  await show({ "/profile": <Profile /> }, "/profile");
  await until(() => expect(words()).toContain("Chrome on Linux"));
  await press(named("button", "Sign out"));
  await until(() => expect(sent.some((one) => one.call === "DELETE /sessions/b")).toBe(true));
  await press(named("button", "Sign out everywhere else"));
  await until(() => expect(sent.some((one) => one.call === "DELETE /sessions")).toBe(true));
  await press(named("button", "Change password"));
  await type("Present password", "the one until now");
  await type("New password", "a lamp beside the river");
  await press(named("button", "Change password"));
  await until(() => expect(sent.find((one) => one.call === "PUT /session/password")?.body).toEqual({ current: "the one until now", password: "a lamp beside the river" }));
});

test("a second factor is set up: password, app, paper", async () => {
  let on = false;
  const sent = serve({
    "GET /me": { id: "m", name: "Lin Yue", email: "lin@example.org", language: "en", mail: true }, "GET /workspace": { mail: true }, "GET /sessions": { items: [] },
    "GET /me/second-factor": () => ({ on, since: on ? "2026-11-01T08:00:00Z" : null, recoveryCodes: on ? 10 : 0 }),
    "POST /me/second-factor": { secret: "GEZDGNBVGY3TQOJQ", uri: "otpauth://totp/Septet:lin%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Septet" },
    "PUT /me/second-factor": () => { on = true; return { recoveryCodes: ["abcd-efgh-ijkl-mnop"] }; },
  });
  await show({ "/profile": <Profile /> }, "/profile");
  await until(() => expect(words()).toContain("whoever knows your password still cannot"));
  await press(named("button", "Switch it on"));
  await type("Present password", "the one until now");
  await press(named("button", "Next"));
  await until(() => expect(document.querySelector("svg[role=img] path")?.getAttribute("d")).toMatch(/^M/));
  expect(words()).toContain("GEZD GNBV GY3T QOJQ");
  await type("Code", "123456");
  await press(named("button", "Switch it on"));
  await until(() => expect(words()).toContain("abcd-efgh-ijkl-mnop"));
  expect(sent.find((one) => one.call === "PUT /me/second-factor")?.body).toEqual({ code: "123456" });
  await press(named("button", "I have kept them"));
  await until(() => expect(words()).toContain("10 codes on paper are left"));
  expect(words()).not.toContain("abcd-efgh");
});

test("signing in asks for a code only who has one", async () => {
  let answer: unknown = new Refusal(401, { type: "/problems/code-needed" });
  const sent = serve({ "POST /session": () => answer });
  const router = await show({ "/sign-in": <SignIn />, "/": <p>in</p> }, "/sign-in");
  await type("Email", "lin@example.org");
  await type("Password", "p");
  await press(named("button", "Sign in"));
  await until(() => expect(document.querySelector("input[name=code]")).not.toBeNull());
  expect(document.querySelector("[role=alert]")).toBeNull();
  answer = new Refusal(401, { type: "/problems/code-wrong" });
  await type("Code", "000000");
  await press(named("button", "Sign in"));
  await until(() => expect(words()).toContain("The code is not right"));
  answer = { member: people[0], workspace: null, workspaces: [] };
  await type("Code", "123456");
  await press(named("button", "Sign in"));
  await until(() => expect(router.state.location.pathname).toBe("/"));
  expect(sent.filter((one) => one.call === "POST /session").map((one) => (one.body as { code?: string }).code)).toEqual([undefined, "000000", "123456"]);
});

test("the way to the organisation's sign-in is shown where there is one, and what it said against somebody", async () => {
  serve({ "GET /session/ways": { provider: { name: "Harbour ID", path: "/sign-in/provider" } } });
  await show({ "/sign-in": <SignIn /> }, "/sign-in?problem=sign-in-no-role");
  await until(() => expect(words()).toContain("Sign in with Harbour ID"));
  expect(named("a", "Sign in with Harbour ID")?.getAttribute("href")).toBe("/sign-in/provider?to=%2F");
  expect(words()).toContain("None of your groups opens a workspace here");
  leave();
  client.clear();
  serve({ "GET /session/ways": { provider: null } });
  await show({ "/sign-in": <SignIn /> }, "/sign-in");
  await until(() => expect(words()).toContain("Forgot your password"));
  expect(document.querySelector("a[href^='/sign-in/provider']")).toBeNull();
});

test("passkeys are shown and taken away; where they do not work, none can be added", async () => {
  const sent = serve({
    "GET /me": { id: "m", name: "Lin Yue", email: "lin@example.org", language: "en", mail: true }, "GET /workspace": { mail: true }, "GET /sessions": { items: [] },
    "GET /me/second-factor": { on: false, since: null, recoveryCodes: 0 },
    "GET /session/ways": { provider: null, passkeys: { origin: "https://septet.example" } },
    "GET /me/passkeys": { items: [{ id: "p", name: "Phone", created: "2026-11-01T08:00:00Z", lastUsed: null }] },
    "DELETE /me/passkeys/p": {},
  });
  await show({ "/profile": <Profile /> }, "/profile");
  await until(() => expect(words()).toContain("Passkeys can be added in a browser that knows them, at https://septet.example."));
  expect(words()).toContain("never used");
  expect(named("button", "Add a passkey")).toBeUndefined();
  await press(named("button", "Remove Phone"));
  await until(() => expect(sent.some((one) => one.call === "DELETE /me/passkeys/p")).toBe(true));
});

test("whoever forgot the password is answered alike, and told where no mail is sent", async () => {
  let answer: unknown = new Refusal(409, { type: "/problems/mail-not-configured" });
  serve({ "POST /links": () => answer });
  await show({ "/forgotten": <Forgotten /> }, "/forgotten");
  await type("Email", "lin@example.org");
  await press(named("button", "Mail me the link"));
  await until(() => expect(words()).toContain("No mail is sent here"));
  answer = {};
  await press(named("button", "Mail me the link"));
  await until(() => expect(words()).toContain("If lin@example.org has an account here"));
});

test("a token is shown once, and revoked after a question", async () => {
  const token = { id: "t", name: "Nightly", member: "m", role: "EDITOR", createdAt: "2026-11-01T08:00:00Z", expires: "2999-01-01T08:00:00Z", lastUsed: "2026-11-20" };
  const sent = serve({ "GET /tokens": { items: [token] }, "GET /members": { items: people }, "POST /tokens": { ...token, id: "u", token: "spt_s3cret" }, "DELETE /tokens/t": {} });
  await show({ "/tokens": <Tokens /> }, "/tokens");
  await until(() => expect(words()).toContain("last used 20 November 2026"));
  await press(named("button", "Make a token"));
  await until(() => expect(document.querySelector("[role=dialog] form")).not.toBeNull());
  await type("Name", "Export");
  await press([...document.querySelectorAll<HTMLElement>("[role=dialog] button[type=submit]")].at(-1));
  await until(() => expect(document.querySelector<HTMLInputElement>("[role=dialog] input[readonly]")?.value).toBe("spt_s3cret"));
  expect(sent.find((one) => one.call === "POST /tokens")?.body).toEqual({ name: "Export", role: "VIEWER", days: 90 });
  await press([...document.querySelectorAll<HTMLElement>("[role=dialog] button")].filter((one) => one.textContent === "Close").at(-1));
  await press(named("button", "Revoke Nightly"));
  expect(sent.some((one) => one.call === "DELETE /tokens/t")).toBe(false);
  await until(() => expect(words()).toContain("Revoke Nightly?"));
  await press([...document.querySelectorAll<HTMLElement>("[role=dialog] button")].filter((one) => one.textContent === "Revoke").at(-1));
  await until(() => expect(sent.some((one) => one.call === "DELETE /tokens/t")).toBe(true));
});

test("who lacks the second factor of a workspace is led to it, and opens the workspace when it is on", async () => {
  const workspace = { id: "w", name: "Jiangcheng", role: "EDITOR" as const, zone: "Asia/Shanghai", closed: true };
  let on = false;
  serve({ "GET /me/second-factor": () => ({ on, since: on ? "2026-11-01T08:00:00Z" : null, recoveryCodes: 10 }) });
  await show({ "/": <Closed session={{ member: people[1]!, workspace, workspaces: [workspace] }} /> }, "/");
  await until(() => expect(words()).toContain("opens only to members with a second factor"));
  await until(() => expect(named("button", "Switch it on")).toBeDefined());
  expect(named("button", "Open the workspace")).toBeUndefined();
  on = true;
  await leave();
  serve({ "GET /me/second-factor": { on, since: "2026-11-01T08:00:00Z", recoveryCodes: 10 } });
  await show({ "/": <Closed session={{ member: people[1]!, workspace, workspaces: [workspace] }} /> }, "/");
  await until(() => expect(named("button", "Open the workspace")).toBeDefined());
});

test("an owner asks everybody for a second factor, and hears that theirs comes first", async () => {
  const sent = serve({
    "GET /members": { items: people }, "GET /invitations": { items: [] }, "GET /workspace": { secondFactor: false },
    "PUT /workspace/second-factor": new Refusal(409, { type: "/problems/second-factor-own-first" }),
  });
  await show({ "/members": <Members /> }, "/members");
  await until(() => expect(document.querySelector("input[role=switch], input[type=checkbox]")).not.toBeNull());
  await press(document.querySelector<HTMLElement>("input[role=switch], input[type=checkbox]")!);
  await until(() => expect(words()).toContain("Switch on your own second factor first"));
  expect(sent.at(-1)).toEqual({ call: "PUT /workspace/second-factor", body: { needed: true } });
});

test("browsers are called as people call them", () => {
  expect(readAgent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1")).toEqual({ browser: "Safari", system: "iOS" });
  expect(readAgent("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0")).toEqual({ browser: "Edge", system: "Windows" });
  expect(readAgent("curl/8.5")).toEqual({ browser: undefined, system: undefined });
});
