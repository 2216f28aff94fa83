// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { rightOf, runsOut, serverOf, type Attempt } from "../src/models/connect";
import Callback from "../src/scenes/connect/Callback";
import Choose from "../src/scenes/connect/Choose";
import Connect from "../src/scenes/connect/Connect";
import { CALLBACK, keepAnswer, keepWanted, lookWanted, readAnswer, takeAnswer } from "../src/scenes/connect/handed";
import { leave, named, press, Refusal, serve, show, type, until, words, type Answers } from "./screen";

const MEMBERS = { items: [{ id: "m", name: "Lin Yue", email: "", role: "OWNER" }, { id: "e", name: "He Min", email: "", role: "EDITOR" }], next: null };
const CAPABILITIES = { text: { limit: 280, counting: "weighted" }, images: { most: 4, types: [], bytes: 1 } };
const FEED = { id: "f1", platform: "x", name: "Jiangcheng Now", account: "jc_now", link: null, avatar: null, health: "reconnect", healthReason: "revoked", capabilities: CAPABILITIES, version: 3 };
const PLATFORMS = {
  items: [
    { id: "x", name: "X", connect: { way: "consent", configured: true, missing: [] } },
    { id: "linkedin", name: "LinkedIn", connect: { way: "consent", configured: false, missing: ["septet.platforms.linkedin.client-id", "septet.platforms.linkedin.client-secret"] } },
    { id: "mastodon", name: "Mastodon", connect: { way: "server-consent", configured: true, missing: [] } },
    { id: "bluesky", name: "Bluesky", connect: { way: "password", configured: true, missing: [] } },
    { id: "telegram", name: "Telegram", connect: { way: "bot", configured: true, missing: [] } },
  ],
  next: null,
};
const ATTEMPT: Attempt = {
  id: "a1", platform: "facebook", server: null, feed: null, expiresAt: "2099-01-01T00:00:00Z",
  choices: [
    { id: "c1", name: "Jiangcheng City", account: "jiangcheng", link: null, avatar: null, kind: "page", feed: null },
    { id: "c2", name: "Jiangcheng Sports", account: "jcsports", link: null, avatar: "https://cdn.example/p.png", kind: "page", feed: "f9" },
  ],
};
const routes = {
  "/feeds": <p>the feeds</p>,
  "/feeds/connect": <Connect />,
  "/feeds/connect/callback": <Callback />,
  "/feeds/connect/attempts/:id": <Choose />,
};
const server = (more: Answers = {}) =>
  serve({ "GET /platforms": PLATFORMS, "GET /feeds": { items: [FEED], next: null }, "GET /members": MEMBERS, ...more });
const refusal = (type: string, more = {}) => new Refusal(422, { type: `/problems/${type}`, status: 422, ...more });

const gone = vi.fn();
beforeEach(() => {
  sessionStorage.clear();
  localStorage.setItem("septet.language", "en");
  vi.spyOn(window.location, "assign").mockImplementation(gone);
  gone.mockClear();
});
afterEach(async () => {
  vi.useRealTimers();
  takeAnswer();
  await leave();
});

describe("what people type and platforms say", () => {
  test.each([
    ["mastodon.social", "https://mastodon.social"],
    [" HTTPS://Mastodon.Social/about ", "https://mastodon.social"],
    ["@lin@mastodon.social", "https://mastodon.social"],
    ["lin@mastodon.social", "https://mastodon.social"],
    ["http://localhost:8091", "http://localhost:8091"],
    ["", null], ["mastodon", null], ["two words.org", null], ["https://user:pw@mastodon.social", null], ["javascript:alert(1)", null],
  ])("a server in %j", (typed, server) => expect(serverOf(typed)).toBe(server));

  test("rights have words, unknown ones their name", () => {
    expect(rightOf("pages_manage_posts")).toBe("publish");
    expect(rightOf("constructor")).toBeNull();
    expect(rightOf("brand_new")).toBeNull();
  });

  test("an access that ends is told in time", () => {
    const now = Date.parse("2026-11-23T00:00:00Z");
    expect(runsOut(null, now)).toBeNull();
    expect(runsOut("2027-01-01T00:00:00Z", now)).toBe("later");
    expect(runsOut("2026-12-06T00:00:00Z", now)).toBe("soon");
    expect(runsOut("2026-11-22T23:59:59Z", now)).toBe("past");
  });
});

describe("the answer in the address", () => {
  test("is read with its reason", () => {
    expect(readAnswer("?code=abc&state=s")).toEqual({ code: "abc", state: "s" });
    expect(readAnswer("?error=access_denied&error_reason=user_denied&state=s")).toEqual({ error: "access_denied", errorDescription: "user_denied", state: "s" });
    expect(readAnswer("?code=abc")).toBeNull();
    expect(readAnswer("?state=s")).toBeNull();
  });

  test("is taken out of the address, lives through a sign-in and is given once", () => {
    window.history.replaceState(null, "", `${CALLBACK}?code=abc&state=s#_=_`);
    keepAnswer();
    expect(window.location.pathname + window.location.search + window.location.hash).toBe(CALLBACK);
    expect(sessionStorage.length).toBe(1);
    expect(takeAnswer()).toEqual({ code: "abc", state: "s" });
    expect(takeAnswer()).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });

  test("is forgotten after ten minutes", () => {
    window.history.replaceState(null, "", `${CALLBACK}?code=abc&state=s`);
    keepAnswer();
    vi.useFakeTimers({ now: Date.now() + 601_000 });
    expect(takeAnswer()).toBeNull();
  });

  test("other addresses are left alone", () => {
    window.history.replaceState(null, "", "/posts?code=abc&state=s");
    keepAnswer();
    expect(window.location.search).toBe("?code=abc&state=s");
    expect(takeAnswer()).toBeNull();
  });
});

describe("beginning", () => {
  test("a consent is begun and followed in the same tab", async () => {
    const sent = server({ "POST /feeds/connect/x": { id: "b1", authorizeUrl: "https://x.com/i/oauth2/authorize?state=s", expiresAt: "" } });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect on X")).toBeTruthy());
    await press(named("button", "Connect on X"));
    await until(() => expect(gone).toHaveBeenCalledWith("https://x.com/i/oauth2/authorize?state=s"));
    expect(sent.at(-1)).toEqual({ call: "POST /feeds/connect/x", body: {} });
    expect(lookWanted()).toEqual({ platform: "x" });
  });

  test("an address that is not a page's is not followed", async () => {
    server({ "POST /feeds/connect/x": { id: "b1", authorizeUrl: "javascript:alert(1)", expiresAt: "" } });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect on X")).toBeTruthy());
    await press(named("button", "Connect on X"));
    await until(() => expect(named("[role=alert]", /did not work/)).toBeTruthy());
    expect(gone).not.toHaveBeenCalled();
  });

  test("one that is not configured says what is missing, with the address to copy", async () => {
    server();
    await show(routes, "/feeds/connect");
    await until(() => expect(words()).toContain("Not configured"));
    expect(named("button", "Connect on LinkedIn")).toBeUndefined();
    await press(named("button", "What to do · LinkedIn"));
    expect(words()).toContain("septet.platforms.linkedin.client-secret");
    expect([...document.querySelectorAll("input")].map((one) => one.value)).toContain(`${window.location.origin}/feeds/connect/callback`);
    expect(document.querySelector("a[href='https://www.linkedin.com/developers/apps']")).toBeTruthy();
  });

  test("Mastodon asks for the server", async () => {
    const sent = server({ "POST /feeds/connect/mastodon": { id: "b1", authorizeUrl: "https://mastodon.social/oauth/authorize", expiresAt: "" } });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect · Mastodon")).toBeTruthy());
    await press(named("button", "Connect · Mastodon"));
    await type("Server", "not a server");
    await press(named("form button", "Go on at Mastodon"));
    expect(words()).toContain("That is not the address of a server.");
    await type("Server", "@lin@mastodon.social");
    await press(named("form button", "Go on at mastodon.social"));
    await until(() => expect(gone).toHaveBeenCalled());
    expect(sent.at(-1)!.body).toEqual({ server: "https://mastodon.social" });
  });

  test("Bluesky takes handle and app password and is connected at once", async () => {
    const sent = server({ "POST /feeds": { ...FEED, id: "f2", platform: "bluesky", name: "Jiangcheng" } });
    const router = await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect · Bluesky")).toBeTruthy());
    await press(named("button", "Connect · Bluesky"));
    await type("Handle", "@jc.bsky.social");
    await type("App password", "abcd-efgh");
    await press(named("form button", "Connect"));
    await until(() => expect(router.state.location.pathname).toBe("/feeds"));
    expect(sent.find((one) => one.call === "POST /feeds")!.body).toEqual({ platform: "bluesky", account: "jc.bsky.social", accessToken: "abcd-efgh" });
  });

  test("Telegram takes a bot's token and a channel, and says how to get there", async () => {
    const sent = server({ "POST /feeds": { ...FEED, id: "f3", platform: "telegram", name: "Jiangcheng" } });
    const router = await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect · Telegram")).toBeTruthy());
    await press(named("button", "Connect · Telegram"));
    expect(words()).toContain("Send /newbot to @BotFather");
    expect(words()).toContain("Make the bot an administrator of the channel");
    await type("Bot token", " 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw ");
    expect((named("form button", "Connect") as HTMLButtonElement).disabled).toBe(true);
    await type("Channel", "@jc_channel");
    await press(named("form button", "Connect"));
    await until(() => expect(router.state.location.pathname).toBe("/feeds"));
    expect(sent.find((one) => one.call === "POST /feeds")!.body).toEqual({ platform: "telegram", account: "@jc_channel", accessToken: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw" });
  });

  test.each([["-1001234567890", "-1001234567890"], ["jc_channel", "@jc_channel"]])("the channel %s is connected again as itself", async (account, shown) => {
    const sent = server({
      "GET /feeds": { items: [{ ...FEED, platform: "telegram", account }], next: null },
      "POST /feeds": { ...FEED, platform: "telegram", account },
    });
    await show(routes, "/feeds/connect?again=f1");
    await until(() => expect(named("button", "Connect again")).toBeTruthy());
    await type("Bot token", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
    await press(named("form button", "Connect again"));
    await until(() => expect(sent.find((one) => one.call === "POST /feeds")?.body).toMatchObject({ account: shown }));
  });

  test("what a bot lacks is said in the reader's language", async () => {
    localStorage.setItem("septet.language", "zh-CN");
    server({ "POST /feeds": refusal("connect-refused", { detail: "The bot may not post there: make the bot an administrator of the channel, with the right to post messages, and try again" }) });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "连接 · Telegram")).toBeTruthy());
    await press(named("button", "连接 · Telegram"));
    await type("机器人令牌", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
    await type("频道", "@jc_channel");
    await press(named("form button", "连接"));
    await until(() => expect(words()).toContain("请把它设为频道管理员"));
    expect(words()).not.toContain("administrator");
  });

  test("a bot's token is not asked for where access tokens are", async () => {
    server({ "GET /platforms": { items: PLATFORMS.items.filter((one) => ["bluesky", "telegram"].includes(one.id)), next: null } });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect · Telegram")).toBeTruthy());
    expect(words()).not.toContain("Connect by an access token");
  });

  test("a feed is connected again as itself", async () => {
    const sent = server({ "POST /feeds/connect/x": { id: "b1", authorizeUrl: "https://x.com/a", expiresAt: "" } });
    await show(routes, "/feeds/connect?again=f1");
    await until(() => expect(named("button", "Connect again on X")).toBeTruthy());
    expect(words()).toContain("Sign in as jc_now.");
    expect(words()).not.toContain("Bluesky");
    await press(named("button", "Connect again on X"));
    await until(() => expect(gone).toHaveBeenCalled());
    expect(sent.at(-1)!.body).toEqual({ feed: "f1" });
  });

  test("platforms that fetch pictures are warned of, when they will not get to us", async () => {
    const items = [...PLATFORMS.items, { id: "threads", name: "Threads", connect: { way: "consent", configured: true } }];
    server({ "GET /platforms": { items, next: null }, "GET /workspace/reachability": { publicUrl: "http://localhost:8080", ok: false, reason: "It leads to this machine itself" } });
    await show(routes, "/feeds/connect");
    await until(() => expect(words()).toContain("Threads fetches pictures from http://localhost:8080 and will probably not get there"));
    expect(words().match(/will probably not get there/g)).toHaveLength(1);
    await press(named("button", "What to do · LinkedIn"));
    expect([...document.querySelectorAll("input")].map((one) => one.value)).toContain("http://localhost:8080/feeds/connect/callback");
  });

  test("a refusal is told in the platform's own words too", async () => {
    server({ "POST /feeds": refusal("connect-refused", { detail: "bsky.social says: Invalid password" }) });
    await show(routes, "/feeds/connect");
    await until(() => expect(named("button", "Connect · Bluesky")).toBeTruthy());
    await press(named("button", "Connect · Bluesky"));
    await type("Handle", "jc.bsky.social");
    await type("App password", "wrong");
    await press(named("form button", "Connect"));
    await until(() => expect(words()).toContain("bsky.social says: Invalid password"));
  });

  test("who may not is told who may", async () => {
    const sent = server();
    await show(routes, "/feeds/connect", "MANAGER");
    await until(() => expect(words()).toContain("Lin Yue"));
    expect(words()).not.toContain("He Min");
    expect(document.querySelectorAll("button")).toHaveLength(0);
    expect(sent.map((one) => one.call)).not.toContain("POST /feeds/connect/x");
  });
});

describe("coming back", () => {
  const come = async (query: string, more: Answers, wanted = { platform: "facebook" }) => {
    keepWanted(wanted);
    window.history.replaceState(null, "", `${CALLBACK}${query}`);
    keepAnswer();
    const sent = server(more);
    return { sent, router: await show(routes, CALLBACK) };
  };
  const completions = (sent: { call: string }[]) => sent.filter((one) => one.call === "POST /feeds/connect/complete");

  test("completes once and goes on to choose", async () => {
    const { sent, router } = await come("?code=abc&state=s", { "POST /feeds/connect/complete": ATTEMPT });
    await until(() => expect(router.state.location.pathname).toBe("/feeds/connect/attempts/a1"));
    expect(completions(sent)).toEqual([{ call: "POST /feeds/connect/complete", body: { code: "abc", state: "s" } }]);
    await until(() => expect(words()).toContain("Jiangcheng Sports"));
  });

  test("declined", async () => {
    const { sent } = await come("?error=access_denied&state=s", {
      "POST /feeds/connect/complete": refusal("connect-declined"),
      "POST /feeds/connect/facebook": { id: "b", authorizeUrl: "https://facebook.com/a", expiresAt: "" },
    });
    await until(() => expect(words()).toContain("Facebook says that you did not agree."));
    await press(named("button", "Begin again"));
    await until(() => expect(gone).toHaveBeenCalledWith("https://facebook.com/a"));
    expect(completions(sent)).toHaveLength(1);
  });

  test("expired", async () => {
    await come("?code=abc&state=s", { "POST /feeds/connect/complete": refusal("connect-state-invalid") });
    await until(() => expect(words()).toContain("This consent can no longer be used."));
    expect(named("button", "Begin again")).toBeTruthy();
  });

  test("rights that are missing are told in words", async () => {
    await come("?code=abc&state=s", { "POST /feeds/connect/complete": refusal("connect-scopes-missing", { missing: ["pages_manage_posts", "brand_new"] }) });
    await until(() => expect(words()).toContain("Publish posts pages_manage_posts"));
    expect(words()).toContain("brand_new");
  });

  test("without an answer of the server the same answer is tried again", async () => {
    let tries = 0;
    const { sent, router } = await come("?code=abc&state=s", {
      "POST /feeds/connect/complete": () => (++tries === 1 ? new Refusal(503, { type: "/problems/service-unavailable" }) : ATTEMPT),
    });
    await until(() => expect(named("button", "Try again")).toBeTruthy());
    await press(named("button", "Try again"));
    await until(() => expect(router.state.location.pathname).toBe("/feeds/connect/attempts/a1"));
    expect(completions(sent)).toHaveLength(2);
  });

  test("without any answer there is nothing to finish", async () => {
    const sent = server();
    await show(routes, CALLBACK);
    expect(words()).toContain("There is nothing to finish here.");
    expect(completions(sent)).toHaveLength(0);
  });
});

describe("choosing", () => {
  test("several at once; one that is connected already says so", async () => {
    const sent = server({ "GET /feeds/connect/attempts/a1": ATTEMPT, "POST /feeds/connect/attempts/a1/choose": { items: [FEED], next: null } });
    const router = await show(routes, "/feeds/connect/attempts/a1");
    await until(() => expect(words()).toContain("Connected already"));
    expect(document.querySelectorAll("img")).toHaveLength(0);
    expect((named("form button", "Connect") as HTMLButtonElement).disabled).toBe(true);
    for (const box of document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) await press(box);
    expect(words()).toContain("Will be connected again");
    await press(named("form button", "Connect 2"));
    await until(() => expect(router.state.location.pathname).toBe("/feeds"));
    expect(sent.find((one) => one.call.endsWith("/choose"))!.body).toEqual({ choices: ["c1", "c2"] });
  });

  test("again: the feed's own account needs no choice", async () => {
    const sent = server({ "GET /feeds/connect/attempts/a1": { ...ATTEMPT, feed: "f9" }, "POST /feeds/connect/attempts/a1/choose": { items: [FEED], next: null } });
    const router = await show(routes, "/feeds/connect/attempts/a1");
    await until(() => expect(router.state.location.pathname).toBe("/feeds"));
    expect(sent.filter((one) => one.call.endsWith("/choose"))).toEqual([{ call: "POST /feeds/connect/attempts/a1/choose", body: { choices: ["c2"] } }]);
  });

  test("again, but as somebody else: nothing is done", async () => {
    const sent = server({ "GET /feeds/connect/attempts/a1": { ...ATTEMPT, feed: "f1" } });
    await show(routes, "/feeds/connect/attempts/a1");
    await until(() => expect(words()).toContain("Jiangcheng Now belongs to jc_now; you agreed for: jiangcheng, jcsports."));
    expect(sent.some((one) => one.call.endsWith("/choose"))).toBe(false);
  });

  test("a login without anything to post to", async () => {
    server({ "GET /feeds/connect/attempts/a1": { ...ATTEMPT, choices: [] } });
    await show(routes, "/feeds/connect/attempts/a1");
    await until(() => expect(words()).toContain("Facebook shows nothing that this login may post to."));
  });

  test("an attempt that is gone", async () => {
    server();
    await show(routes, "/feeds/connect/attempts/a1");
    await until(() => expect(words()).toContain("This consent can no longer be used."));
  });
});
