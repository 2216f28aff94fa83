/**
 * An owner in an empty workspace: she connects an account on each of eight platforms, most at their own consent pages,
 * sees what happens when she does not agree or agrees for another account, and publishes a first post to all eight.
 */
import { randomUUID } from "node:crypto";
import { addPicture, chooseAllFeeds, enter, openComposer, section, write } from "./deeds.mjs";
import { check, exactly, PHONE, play } from "./stage.mjs";
import { WORDS } from "./words.mjs";

const en = WORDS.en;
const zh = WORDS["zh-CN"];

/** What she takes, where the platform offers several. */
const TAKEN = { Facebook: "Jiangcheng International", LinkedIn: "Jiangcheng Business" };

/** Those that are connected in one click, by consent. */
const BY_CONSENT = ["X", "Facebook", "Instagram", "Threads", "LinkedIn"];

async function tell(stage, given) {
  const { demo } = given;
  const owner = demo.members.find((one) => one.role === "OWNER");
  stage.expect({ method: "POST", path: "/api/v1/feeds/connect/complete", status: 422 });
  stage.expect({ method: "POST", path: "/api/v1/feeds", status: 422 });
  const accounts = await (await fetch(`${demo.sandbox}/sandbox/accounts`)).json();
  const page = await stage.visitor();
  await comeIn(stage, page, owner);
  await changeHerMind(stage, page);
  for (const platform of BY_CONSENT) await connect(stage, page, platform);
  await connectMastodon(stage, page, accounts);
  await connectBluesky(stage, page, accounts);
  await connectTelegram(stage, page, accounts);
  await lookAtFeeds(stage, page, owner);
  await connectAgain(stage, page, owner);
  await publish(stage, page, demo, given.picture);
}

async function comeIn(stage, page, owner) {
  await stage.step(page, "The owner of an empty workspace is led to connecting an account", async () => {
    await page.goto("/");
    await enter(page, en, owner);
    await page.waitForURL("**/feeds/connect");
    await page.getByRole("heading", { name: "Connect an account" }).waitFor();
    await exactly(8, offers(page), "platforms");
    await stage.shoot(page, "en-01-connect");
  });
}

async function changeHerMind(stage, page) {
  await stage.step(page, "She refuses at X, is told so, and may begin again", async () => {
    await toConsent(page, "X");
    await stage.shoot(page, "en-02-consent-x");
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByRole("heading", { name: "X says that you did not agree." }).waitFor();
    leavesNothingInTheAddress(page);
    await stage.shoot(page, "en-03-declined");
    await page.getByRole("button", { name: "Begin again" }).click();
    await agreed(page);
    await chosen(page, "X");
  });
  await stage.step(page, "What she unticks at Facebook and is needed is named in words", async () => {
    await page.goto("/feeds/connect");
    await toConsent(page, "Facebook");
    await page.getByRole("checkbox", { name: "pages_manage_posts" }).uncheck();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: "Facebook did not give every right that is needed." }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Publish posts pages_manage_posts" }).waitFor();
    leavesNothingInTheAddress(page);
    await stage.shoot(page, "en-04-rights-missing");
    await page.getByRole("link", { name: "To the feeds" }).click();
    await exactly(1, page.getByRole("main").getByRole("listitem"), "feeds");
  });
}

async function connect(stage, page, platform) {
  if (platform === "X") return; // after she had changed her mind
  await stage.step(page, `She connects ${platform}`, async () => {
    await page.goto("/feeds/connect");
    await toConsent(page, platform);
    await agreed(page);
    await stage.shoot(page, `en-05-choose-${platform.toLowerCase()}`);
    await chosen(page, platform);
  });
}

async function connectMastodon(stage, page, accounts) {
  await stage.step(page, "She connects Mastodon by the address of its server", async () => {
    const server = accounts.find((one) => one.platform === "mastodon").server;
    await page.goto("/feeds/connect");
    await offer(page, "Mastodon").getByRole("button", { name: /^Connect/ }).click();
    await page.getByLabel("Server").fill(server);
    await page.getByRole("button", { name: `Go on at ${new URL(server).host}` }).click();
    await consentPage(page);
    await agreed(page);
    await chosen(page, "Mastodon");
  });
}

async function connectBluesky(stage, page, accounts) {
  const { account, token } = accounts.find((one) => one.platform === "bluesky");
  await stage.step(page, "A wrong app password is refused in Bluesky's words, the right one connects", async () => {
    await page.goto("/feeds/connect");
    await offer(page, "Bluesky").getByRole("button", { name: /^Connect/ }).click();
    await page.getByLabel("Handle").fill(account);
    await page.getByLabel("App password", { exact: true }).fill("aaaa-bbbb-cccc-dddd");
    await offer(page, "Bluesky").getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("The platform does not accept this access.").waitFor();
    await stage.shoot(page, "en-06-bluesky-refused");
    await page.getByLabel("App password", { exact: true }).fill(token);
    await offer(page, "Bluesky").getByRole("button", { name: "Connect", exact: true }).click();
    await page.waitForURL("**/feeds");
    await page.getByText(/^Connected: /).first().waitFor();
  });
}

async function connectTelegram(stage, page, accounts) {
  const { account, token } = accounts.find((one) => one.platform === "telegram");
  await stage.step(page, "A channel without her bot says what to do, the one with it is connected", async () => {
    await page.goto("/feeds/connect");
    await offer(page, "Telegram").getByRole("button", { name: /^Connect/ }).click();
    await page.getByLabel("Bot token", { exact: true }).fill(token);
    await page.getByLabel("Channel", { exact: true }).fill("@jiangcheng_elsewhere");
    await offer(page, "Telegram").getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("make the bot an administrator of it").waitFor();
    await stage.shoot(page, "en-06-telegram-refused");
    await page.getByLabel("Channel", { exact: true }).fill(`@${account}`);
    await offer(page, "Telegram").getByRole("button", { name: "Connect", exact: true }).click();
    await page.waitForURL("**/feeds");
    await page.getByText(/^Connected: /).first().waitFor();
  });
}

async function lookAtFeeds(stage, page, owner) {
  await stage.step(page, "All eight feeds are well", async () => {
    await page.goto("/feeds");
    await exactly(8, page.getByRole("main").getByRole("listitem").getByText("Connected", { exact: true }), "connected feeds");
    await stage.shoot(page, "en-07-feeds");
  });
  const chinese = await stage.visitor({ language: "zh-CN", theme: "dark" });
  await stage.step(chinese, "In Chinese and in the dark as well", async () => {
    await chinese.goto("/feeds");
    await enter(chinese, zh, owner);
    await exactly(8, chinese.getByRole("main").getByRole("listitem").getByText("连接正常", { exact: true }), "connected feeds");
    await stage.shoot(chinese, "zh-07-feeds");
    await chinese.goto("/feeds/connect");
    await exactly(8, offers(chinese), "platforms");
    await stage.shoot(chinese, "zh-01-connect");
  });
  const phone = await stage.visitor({ viewport: PHONE });
  await stage.step(phone, "And on a phone", async () => {
    await phone.goto("/feeds");
    await enter(phone, en, owner);
    await exactly(8, phone.getByRole("main").getByRole("listitem").getByText("Connected", { exact: true }), "connected feeds");
    await stage.shoot(phone, "phone-07-feeds");
    await phone.goto("/feeds/connect");
    await exactly(8, offers(phone), "platforms");
    await stage.shoot(phone, "phone-01-connect");
  });
}

async function connectAgain(stage, page, owner) {
  await stage.step(page, "Connecting X again as somebody else changes nothing", async () => {
    await again(page);
    await page.getByLabel("You are signed in as").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: "That is another account." }).waitFor();
    await stage.shoot(page, "en-08-other-account");
  });
  await stage.step(page, "Signed out meanwhile, she signs in and goes on; the feed stays the same one", async () => {
    const before = await feeds(page);
    await again(page);
    await page.context().clearCookies({ name: /SESSION/i });
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL("**/sign-in");
    leavesNothingInTheAddress(page);
    await enter(page, en, owner);
    await page.getByText(/^Connected again: /).waitFor();
    check((await feeds(page)).join() === before.join(), "The feeds should be the ones from before");
  });
}

async function publish(stage, page, demo, picture) {
  const marker = `first-${randomUUID().slice(0, 8)}`;
  let since = 0;
  await stage.step(page, "She writes a first post and publishes it to all eight", async () => {
    const composer = await openComposer(page, en);
    await chooseAllFeeds(composer, en, 8);
    await write(composer, en, `We are here now: the city desk, on eight feeds. #Jiangcheng ${marker}`);
    await addPicture(composer, en, picture, "The skyline of Jiangcheng at dusk");
    await composer.getByRole("radiogroup", { name: "When" }).getByText("Now", { exact: true }).click();
    since = Date.now();
    await composer.getByRole("button", { name: "Publish now", exact: true }).click();
    await composer.waitFor({ state: "detached" });
    await page.getByText("On its way to 8 feeds.").waitFor();
  });
  await stage.step(page, "All eight go live, each with the post once and with its picture", async () => {
    await section(page, "Posts").click();
    await page.getByRole("link").filter({ hasText: marker }).first().click();
    await exactly(8, page.getByRole("table").getByRole("cell", { name: en.live }), "live deliveries", 60_000);
    await page.getByText("Live on 8 of 8 feeds").waitFor();
    await stage.shoot(page, "en-09-live");
    const sent = (await (await fetch(`${demo.sandbox}/sandbox/posts`)).json()).filter((post) => post.text.includes(marker));
    check(sent.length === 8, `There should be eight posts on the platforms, there are ${sent.length}`);
    check(new Set(sent.map((post) => post.platform)).size === 8, "Each should be on a platform of its own");
    check(sent.every((post) => post.media.length === 1), "Each should have its picture");
    return `${Math.max(...sent.map((post) => Date.parse(post.acceptedAt) - since))} ms after the click`;
  });
}

const offers = (page) => page.getByRole("main").getByRole("listitem");
const offer = (page, platform) => offers(page).and(page.getByLabel(platform, { exact: true }));

/** From the list of platforms to the platform's own page. */
async function toConsent(page, platform) {
  await page.getByRole("button", { name: `Connect on ${platform}`, exact: true }).click();
  await consentPage(page);
}

async function consentPage(page) {
  await page.getByRole("heading", { name: "asks to use your account" }).waitFor();
}

/** Agrees to everything and is back, at what there is to choose. */
async function agreed(page) {
  await consentPage(page);
  await page.getByRole("button", { name: "Allow" }).click();
  await page.waitForURL("**/feeds/connect/attempts/*");
  await page.getByRole("checkbox").first().waitFor();
  leavesNothingInTheAddress(page);
}

/** Takes one of what is offered; a single one is ticked already. */
async function chosen(page, platform) {
  if (TAKEN[platform]) await page.getByRole("checkbox", { name: TAKEN[platform], exact: true }).check();
  await exactly(1, page.getByRole("checkbox", { checked: true }), "chosen accounts");
  await page.getByRole("main").getByRole("button", { name: "Connect", exact: true }).click();
  await page.waitForURL("**/feeds");
  await page.getByText(/^Connected: /).first().waitFor();
}

/** To X's page, to connect the feed again. */
async function again(page) {
  await page.goto("/feeds");
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: /X · / });
  await row.getByRole("button", { name: /^More for / }).click();
  await page.getByRole("menuitem", { name: "Connect again" }).click();
  await page.getByRole("button", { name: "Connect again on X" }).click();
  await consentPage(page);
}

async function feeds(page) {
  return page.evaluate(async () => (await (await fetch("/api/v1/feeds")).json()).items.map((feed) => feed.id));
}

function leavesNothingInTheAddress(page) {
  const { search, hash } = new URL(page.url());
  check(!search && !hash, `What the platform handed over should not stay in the address: ${page.url()}`);
}

await play(tell, "All eight were connected and published to");
