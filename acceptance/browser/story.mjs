/**
 * Septet's main job, done by people in a browser on the running system: an editor writes and schedules a post with a
 * picture for seven feeds and watches it go out, a manager sees its numbers. Everything they pass is photographed, in
 * English and light, in Chinese and dark, and on a phone.
 */
import { randomUUID } from "node:crypto";
import { addPicture, chooseAllFeeds, enter, openComposer, pill, section, signIn, signOut, wall, write } from "./deeds.mjs";
import { everyFeedHasItOnce, releaseHolds } from "./platforms.mjs";
import { check, exactly, PHONE, play } from "./stage.mjs";
import { WORDS } from "./words.mjs";

const ZONE = "Asia/Shanghai";
const READINGS = 90_000;
/** Enough to look at the scheduled post in both languages before it is prepared for going out, in milliseconds. */
const AHEAD = 75_000;

const en = WORDS.en;
const zh = WORDS["zh-CN"];

async function tell(stage, given) {
  const { demo } = given;
  const member = (role) => demo.members.find((one) => one.role === role);
  const post = { marker: `ferry-${randomUUID().slice(0, 8)}`, due: 0, path: "", picture: given.picture };
  post.text = `The evening ferry runs until midnight all through lantern week. Come early for a seat on deck. #Jiangcheng ${post.marker}`;

  const editor = await stage.visitor();
  await comeIn(stage, editor, member("EDITOR"));
  await compose(stage, editor, post);
  const manager = await stage.visitor({ language: "zh-CN", theme: "dark" });
  await lookAtWhatIsScheduled(stage, manager, member("MANAGER"), post);
  await writeInChinese(stage, manager, post);
  await onlyLook(stage, member("VIEWER"));
  const phone = await stage.visitor({ viewport: PHONE });
  await onThePhone(stage, phone, member("MANAGER"), post);
  await watchItGoOut(stage, editor, demo, post);
  await lookAround(stage, editor, post);
  await lookAroundInChinese(stage, manager, demo, post);
  await readOnThePhone(stage, phone, post);
  await readTheReport(stage, editor, member("MANAGER"), post);
  await holdAndRelease(stage, editor, manager, demo);
}

async function comeIn(stage, page, editor) {
  await stage.step(page, "A stranger to the password is turned away in words", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    await stage.shoot(page, "en-01-sign-in");
    await enter(page, en, { ...editor, password: "not-the-password" });
    await page.getByRole("alert").getByText("Email or password is wrong.").waitFor();
  });
  await stage.step(page, "The editor signs in and sees the week in the workspace's zone", async () => {
    await enter(page, en, editor);
    await page.waitForURL("**/calendar*");
    await page.getByText(`${ZONE}, UTC+8`).waitFor();
    await section(page, "Feeds").waitFor();
    await exactly(7, page.getByRole("region", { name: "Show only these feeds" }).getByRole("button"), "feeds in the rail");
  });
}

async function compose(stage, page, post) {
  const composer = await openComposer(page, en);
  const send = composer.getByRole("button", { name: en.schedule, exact: true });

  await stage.step(page, "She opens a new post and chooses all seven feeds", () => chooseAllFeeds(composer, en));
  await stage.step(page, "A script called .png is refused in words", async () => {
    await composer.getByLabel(en.addPicture).setInputFiles({
      name: "harbour.png", mimeType: "image/png", buffer: Buffer.from("#!/bin/sh\necho not a picture\n"),
    });
    await composer.getByText("harbour.png: That is not a picture we can use.").waitFor();
    await stage.shoot(page, "en-03-composer-disguised-file");
    await composer.getByRole("button", { name: "Close", exact: true }).click();
  });
  await stage.step(page, "She adds a picture and says what is on it", () =>
    addPicture(composer, en, post.picture, "The skyline of Jiangcheng at dusk"));
  await stage.step(page, "With the picture Instagram needs 280 characters are fine; one more turns X's counter red and the button off, with the reason", async () => {
    await write(composer, en, "x".repeat(280));
    const counter = pill(composer, "Jiangcheng Now");
    await counter.getByText("0", { exact: true }).waitFor();
    check(await send.isEnabled(), "A text of exactly 280 characters should be fine");
    await write(composer, en, "x".repeat(281));
    await counter.getByText("1 character too many").waitFor();
    await turnsRed(counter.getByText("+1", { exact: true }));
    check(await send.isDisabled(), "The button should be off");
    const why = await describedBy(send);
    check(why.includes("1 character over the limit of 280"), `The button should say why it is off, it says "${why}"`);
    await stage.shoot(page, "en-02-composer-too-long");
  });
  await stage.step(page, "She writes the text, and each platform counts it in its own way", async () => {
    await write(composer, en, post.text);
    const left = { "Jiangcheng Now": 280, "Jiangcheng International": 63206, "Jiangcheng Desk": 500, "Jiangcheng Sky": 300 };
    for (const [feed, limit] of Object.entries(left)) {
      await pill(composer, feed).getByText(`${(limit - post.text.length).toLocaleString("en")} characters left`).waitFor();
    }
  });
  await stage.step(page, "She schedules it about two minutes ahead", async () => {
    post.due = Math.ceil((Date.now() + AHEAD) / 60_000) * 60_000;
    const { date, time } = wall(post.due, ZONE);
    await composer.getByLabel("Date").fill(date);
    await composer.getByLabel("Time").fill(time);
    await composer.getByText(/^Goes out .*UTC\+8/).waitFor();
    await stage.shoot(page, "en-04-composer");
    await send.click();
    await composer.waitFor({ state: "detached" });
    await page.getByText("Scheduled on 7 feeds for").waitFor();
    return `for ${time}`;
  });
  await stage.step(page, "She opens the post: seven deliveries are scheduled", async () => {
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.waitForURL("**/posts/*");
    post.path = new URL(page.url()).pathname;
    await exactly(7, page.getByRole("table").getByRole("cell", { name: "Scheduled", exact: true }), "scheduled deliveries");
    await stage.shoot(page, "en-05-post-scheduled");
    // A reload would lose this: what follows has to come by itself.
    await page.evaluate(() => { window.sameVisit = true; });
  });
}

async function lookAtWhatIsScheduled(stage, page, manager, post) {
  await stage.step(page, "Meanwhile the manager comes in, in Chinese and in the dark", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: zh.signIn, exact: true }).waitFor();
    await stage.shoot(page, "zh-01-sign-in");
    await signIn(page, zh, manager);
    await page.goto(post.path);
    await exactly(7, page.getByRole("table").getByRole("cell", { name: "已定时", exact: true }), "scheduled deliveries");
    await stage.shoot(page, "zh-05-post-scheduled");
  });
}

async function watchItGoOut(stage, page, demo, post) {
  await stage.step(page, "The editor watches, and all seven go live before her eyes", async () => {
    const wait = post.due - Date.now();
    check(wait > 0, "The time had passed before anybody could watch");
    await exactly(7, page.getByRole("table").getByRole("cell", { name: en.live }), "live deliveries", wait + 30_000);
    check(await page.evaluate(() => window.sameVisit === true), "The page was loaded again meanwhile");
    await page.getByText("Live on 7 of 7 feeds").waitFor();
  });
  await stage.step(page, "A delivery tells its story, step by step", async () => {
    await page.getByRole("button", { name: en.storyOf("Jiangcheng Desk") }).click();
    const story = page.getByRole("table").getByRole("listitem");
    await story.filter({ hasText: "Live" }).waitFor();
    const told = (await story.allInnerTexts()).join("\n");
    const order = ["Scheduled", "Handed over for publishing", "Sending", "Live"].map((one) => told.indexOf(one));
    check(order.every((at, n) => at >= 0 && (n === 0 || at > order[n - 1])), `The story is out of order:\n${told}`);
    await stage.shoot(page, "en-06-post-live");
  });
  await stage.step(page, "Each platform has it once, with its picture, at its second", () => everyFeedHasItOnce(demo, post.marker, post.due));
}

async function lookAround(stage, page, post) {
  await stage.step(page, "She sees it on the calendar", async () => {
    await section(page, "Calendar").click();
    const views = page.getByRole("radiogroup", { name: "View" });
    await views.getByText("List", { exact: true }).click();
    const row = page.getByRole("link").filter({ hasText: post.marker });
    await row.getByText("Live", { exact: false }).waitFor();
    await stage.shoot(page, "en-07-calendar-list");
    await views.getByText("Week", { exact: true }).click();
    const week = page.locator("[data-view=week]");
    const card = week.getByText(post.marker);
    const more = week.getByText(/^\+\d+ more$/);
    await card.or(more).first().waitFor();
    await stage.shoot(page, "en-08-calendar-week");
    if (await card.isVisible()) {
      await card.click();
    } else {
      // A full hour shows the first and how many more there are; they are in a list that scrolls.
      await more.first().click();
      const hidden = page.getByRole("dialog").getByText(post.marker);
      await hidden.scrollIntoViewIfNeeded();
      await stage.shoot(page, "en-08-calendar-week-more");
      await hidden.click();
    }
    await page.waitForURL(`**${post.path}`);
    await page.goBack();
    // Going back is over when the week is there with its cards; before that a click is lost to it.
    await week.getByRole("button").first().waitFor();
    for (const [name, label] of [["day", "Day"], ["month", "Month"]]) {
      await views.getByText(label, { exact: true }).click();
      await page.locator(`[data-view=${name}]`).getByRole("button").first().waitFor();
      await stage.shoot(page, `en-08-calendar-${name}`);
    }
  });
  await stage.step(page, "She finds it among the posts, and all seven feeds are well", async () => {
    await section(page, "Posts").click();
    await page.getByRole("link").filter({ hasText: post.marker }).waitFor();
    await stage.shoot(page, "en-09-posts");
    await section(page, "Feeds").click();
    await exactly(7, page.getByRole("listitem").getByText("Connected", { exact: true }), "connected feeds");
    await stage.shoot(page, "en-10-feeds");
  });
}

async function lookAroundInChinese(stage, page, demo, post) {
  await stage.step(page, "In Chinese every screen says the same", async () => {
    await page.goto(post.path);
    await exactly(7, page.getByRole("table").getByRole("cell", { name: zh.live }), "live deliveries");
    await page.getByRole("button", { name: zh.storyOf("Jiangcheng Desk") }).click();
    await page.getByRole("table").getByRole("listitem").filter({ hasText: "已发布" }).waitFor();
    await stage.shoot(page, "zh-06-post-live");
    await page.goto("/calendar?view=list");
    await page.getByRole("link").filter({ hasText: post.marker }).waitFor();
    await stage.shoot(page, "zh-07-calendar-list");
    await page.goto("/calendar?view=week");
    await page.locator("[data-view=week]").getByRole("button").first().waitFor();
    await stage.shoot(page, "zh-08-calendar-week");
    await page.goto("/posts");
    await page.getByRole("link").filter({ hasText: post.marker }).waitFor();
    await stage.shoot(page, "zh-09-posts");
    await page.goto("/feeds");
    await exactly(demo.feeds.length, page.getByRole("listitem").getByText("连接正常", { exact: true }), "connected feeds");
    await stage.shoot(page, "zh-10-feeds");
  });
}

async function writeInChinese(stage, page, post) {
  await stage.step(page, "In Chinese a post can be written", async () => {
    const composer = await openComposer(page, zh);
    await chooseAllFeeds(composer, zh);
    await write(composer, zh, "元宵灯会期间，江城夜间轮渡延长至零点，末班船 23:40 从东岸码头开出。想坐甲板的朋友请早点来。#江城夜色");
    await addPicture(composer, zh, post.picture, "黄昏时分的江城天际线");
    check(await composer.getByRole("button", { name: zh.schedule, exact: true }).isEnabled(), "It should be ready to schedule");
    await stage.shoot(page, "zh-04-composer");
    await page.keyboard.press("Escape");
    await composer.waitFor({ state: "detached" });
  });
}

async function readTheReport(stage, page, manager, post) {
  await stage.step(page, "She signs out and a manager signs in", async () => {
    await signOut(page);
    await signIn(page, en, manager);
  });
  await stage.step(page, "The manager finds the post in the report, with numbers from every feed", async () => {
    await section(page, "Reports").click();
    const rows = page.getByRole("region", { name: en.posts }).getByRole("row").filter({ hasText: post.marker });
    const read = rows.filter({ has: page.getByRole("cell", { name: /^\d[\d,]*$/ }) });
    await exactly(7, read, "rows with numbers", READINGS);
    await stage.shoot(page, "en-11-reports");
    await rows.last().scrollIntoViewIfNeeded();
    await stage.shoot(page, "en-12-reports-table");
  });
}

async function holdAndRelease(stage, page, chinese, demo) {
  try {
    await stage.step(page, "The manager puts publishing on hold, and everybody is told why", async () => {
      await page.getByRole("switch", { name: "Hold" }).click();
      await page.getByLabel("Reason").fill("Storm warning: checking every post first");
      await stage.shoot(page, "en-13-hold-asked");
      await page.getByRole("button", { name: "Stop publishing" }).click();
      await page.getByRole("switch", { name: "On hold", checked: true }).waitFor();
      await page.getByRole("alert").getByText("Storm warning: checking every post first").waitFor();
      await stage.shoot(page, "en-14-hold-on");
      await chinese.getByRole("switch", { name: "已暂停", checked: true }).waitFor();
      await chinese.goto("/reports");
      await chinese.getByRole("region", { name: zh.posts }).getByRole("row").nth(1).waitFor();
      await stage.shoot(chinese, "zh-14-hold-on");
    });
    await stage.step(page, "The manager releases it again", async () => {
      await page.getByRole("alert").getByRole("button", { name: "Release" }).click();
      await page.getByRole("switch", { name: "Hold", exact: true, checked: false }).waitFor();
      await chinese.getByRole("switch", { name: "暂停发布", checked: false }).waitFor();
      await stage.shoot(chinese, "zh-11-reports");
    });
  } catch (problem) {
    await releaseHolds(demo);
    throw problem;
  }
}

async function onlyLook(stage, viewer) {
  const page = await stage.visitor();
  await stage.step(page, "A viewer may look at everything and is offered neither writing nor holding", async () => {
    await signIn(page, en, viewer);
    await page.locator("[data-view=week]").getByRole("button").first().waitFor();
    check((await page.getByRole("button", { name: en.newPost }).count()) === 0, "A viewer should not be offered New post");
    check((await page.getByRole("switch").count()) === 0, "A viewer should not be offered the hold");
    await stage.shoot(page, "en-15-viewer");
  });
}

async function onThePhone(stage, page, manager, post) {
  await stage.step(page, "On a phone the calendar is a list", async () => {
    await signIn(page, en, manager);
    await page.getByRole("link").filter({ hasText: post.marker }).waitFor();
    await stage.shoot(page, "phone-07-calendar-list");
  });
  await stage.step(page, "On a phone the preview is a tab of the composer", async () => {
    const composer = await openComposer(page, en);
    await chooseAllFeeds(composer, en);
    await write(composer, en, "Fog on the river this morning: the 7:20 ferry leaves at 7:35.");
    await stage.shoot(page, "phone-04-composer");
    await composer.getByRole("radiogroup").getByText(en.preview, { exact: true }).first().click();
    await composer.getByRole("article", { name: "Jiangcheng Now" }).waitFor();
    await stage.shoot(page, "phone-04-composer-preview");
    await composer.getByRole("button", { name: "Close, keep the draft" }).click();
    await composer.waitFor({ state: "detached" });
  });
}

async function readOnThePhone(stage, page, post) {
  await stage.step(page, "On a phone the report can be read", async () => {
    await page.goto("/reports");
    await page.getByRole("region", { name: en.posts }).getByRole("row").filter({ hasText: post.marker }).first().waitFor();
    await stage.shoot(page, "phone-11-reports");
    await page.goto(post.path);
    await exactly(7, page.getByRole("table").getByRole("cell", { name: en.live }), "live deliveries");
    await stage.shoot(page, "phone-06-post-live");
  });
}

/** Waits until the number itself or its ground is red. */
async function turnsRed(number) {
  const isRed = (one) => {
    const { color, backgroundColor } = getComputedStyle(one.parentElement);
    return [color, backgroundColor].some((colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return alpha > 0 && red > green + 60 && red > blue + 60;
    });
  };
  await number.page().waitForFunction(isRed, await number.elementHandle());
}

async function describedBy(locator) {
  return locator.evaluate((one) => document.getElementById(one.getAttribute("aria-describedby"))?.textContent ?? "");
}

await play(tell, "The whole story came true");
