/**
 * Two stages before anything goes out: the owner asks an editor and a manager in and sets the stages; the editor's post passes
 * them in the queues of the manager and of the owner, by keyboard, and goes live on all eight feeds. Readers without an account
 * approve and reject by links.
 */
import { randomUUID } from "node:crypto";
import { addPicture, chooseAllFeeds, invite, join, openComposer, section, signIn, wall, write } from "./deeds.mjs";
import { check, exactly, PHONE, play } from "./stage.mjs";
import { WORDS } from "./words.mjs";

const en = WORDS.en;
const zh = WORDS["zh-CN"];
/** Of a new workspace. */
const ZONE = "Etc/UTC";
/** Enough for both decisions, in milliseconds. */
const AHEAD = 25_000;

async function tell(stage, { demo, picture }) {
  const owner = demo.members.find((one) => one.role === "OWNER");
  const post = { marker: `bridge-${randomUUID().slice(0, 8)}`, due: 0, path: "", picture };

  const desk = await stage.visitor();
  await signIn(desk, en, owner);
  await section(desk, "Members").click();
  const { page: author } = await isIn(stage, desk, { name: "陈静", role: "Editor" });
  const manager = await isIn(stage, desk, { name: "周岚", role: "Manager" }, { language: "zh-CN", theme: "dark" });
  const first = manager.page;
  await setStages(stage, desk);
  await submit(stage, author, post);
  await approveFirst(stage, first);
  await approveLast(stage, desk, author);
  await readersDecide(stage, desk, author, manager);
  await watchItGoOut(stage, author, demo, post);
  await lookAtApprovals(stage, first, manager, post);
}

/** The owner asks somebody in, who joins in a browser of their own. */
async function isIn(stage, desk, { name, role }, look = {}) {
  const person = { name, role, email: `${role.toLowerCase()}.${randomUUID()}@example.org`, password: `${randomUUID()} river` };
  const page = await stage.visitor(look);
  await stage.step(desk, `The owner invites ${name} as ${role}, who joins`, async () => {
    await page.goto(await invite(desk, person));
    await join(page, WORDS[look.language ?? "en"], person);
  });
  return { ...person, page };
}

async function setStages(stage, page) {
  await stage.step(page, "The owner sets two stages: any editor first, then herself", async () => {
    await page.goto("/approvals");
    await page.getByText("Nothing waits for your approval").waitFor();
    await page.getByRole("link", { name: "Approval stages" }).click();
    const add = page.getByRole("button", { name: "Add a stage" });
    await add.click();
    await add.click();
    const stages = page.getByRole("list").filter({ has: page.getByRole("textbox", { name: "Name" }) }).getByRole("listitem");
    await exactly(2, stages, "stages");
    await stages.first().getByRole("combobox", { name: "Decided by" }).click();
    await page.getByRole("option", { name: "any editor" }).click();
    await stages.last().getByRole("combobox", { name: "Or by these alone" }).click();
    await page.getByRole("option", { name: "Owner" }).click();
    await page.keyboard.press("Escape");
    await stage.shoot(page, "approve-01-stages");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It counts for what is submitted").waitFor();
  });
}

async function submit(stage, page, post) {
  await stage.step(page, "The editor writes a post for all eight and can only ask for it to be approved", async () => {
    const composer = await openComposer(page, en);
    await chooseAllFeeds(composer, en, 8);
    await write(composer, en, `The north bridge is open again, one lane each way until Friday. #Jiangcheng ${post.marker}`);
    await addPicture(composer, en, post.picture, "The skyline of Jiangcheng at dusk");
    await composer.getByText("It goes out once approved by: Editor and Desk").waitFor();
    check((await composer.getByRole("button", { name: en.schedule, exact: true }).count()) === 0, "It can be scheduled without being approved");
    post.due = Math.ceil((Date.now() + AHEAD) / 60_000) * 60_000;
    const { date, time } = wall(post.due, ZONE);
    await composer.getByLabel("Date").fill(date);
    await composer.getByLabel("Time").fill(time);
    await stage.shoot(page, "approve-02-composer");
    await composer.getByRole("button", { name: "Submit for approval" }).click();
    await composer.waitFor({ state: "detached" });
    await page.getByText("Submitted. It waits for: Editor.").waitFor();
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.waitForURL("**/posts/*");
    post.path = new URL(page.url()).pathname;
    await page.getByText("Waits for: any editor").waitFor();
    await page.getByText("You have written this or changed it last, so somebody else decides.").waitFor();
    await stage.shoot(page, "approve-03-submitted");
    // A reload would lose this: what follows has to come by itself.
    await page.evaluate(() => { window.sameVisit = true; });
    return `for ${time}`;
  });
}

async function approveFirst(stage, page) {
  await stage.step(page, "The manager finds it in her queue, in Chinese, and approves it by keyboard", async () => {
    await page.goto("/approvals");
    await page.getByText("1 篇稿件等你审批").waitFor();
    await stage.shoot(page, "approve-04-queue-zh-dark");
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "通过：Editor" });
    await dialog.waitFor();
    await page.keyboard.type("已核对路政通告。");
    await stage.shoot(page, "approve-05-asked-zh-dark");
    await page.keyboard.press("Control+Enter");
    await page.getByText("没有等你审批的稿件").first().waitFor();
  });
}

async function approveLast(stage, page, author) {
  await stage.step(page, "The owner reads what the manager said and approves the last stage, by keyboard", async () => {
    await page.goto("/approvals");
    await page.getByText("1 post waits for you").waitFor();
    await page.getByText("已核对路政通告。").waitFor();
    await stage.shoot(page, "approve-06-queue");
    await page.keyboard.press("a");
    await page.getByRole("dialog", { name: "Approve: Desk" }).getByText("It then goes out on 8 feeds").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Approved. It goes out at its time.").waitFor();
  });
  await stage.step(author, "Its author sees it scheduled, without having asked again", async () => {
    await exactly(8, author.getByRole("table").getByRole("cell", { name: /^(Scheduled|Sending)$/ }), "scheduled deliveries"); // it may be prepared at once
    check(await author.evaluate(() => window.sameVisit === true), "The page was loaded again meanwhile");
    await author.getByText("Approved by 周岚").waitFor();
    await author.getByText("Approved by Owner").waitFor();
  });
}

async function readersDecide(stage, page, author, manager) {
  const posts = await author.evaluate(submitTwo, ["The tram stops at the new library from Monday.", "The swimming hall closes early on Sunday."]);
  const phone = await stage.visitor({ viewport: PHONE, language: "zh-CN", theme: "dark" });
  await stage.step(phone, "On a phone, in the dark and in Chinese, two posts wait for the manager", async () => {
    await signIn(phone, zh, manager);
    await phone.goto("/approvals");
    await phone.getByText("2 篇稿件等你审批").waitFor();
    await stage.shoot(phone, "approve-07-queue-zh-phone-dark");
  });
  await stage.step(page, "A reader without an account is shown one by a link, and approves it", async () => {
    const reader = await stage.visitor();
    await reader.goto(await linkTo(stage, page, posts[0], "approve-08-link"));
    await reader.getByText("The tram stops at the new library").first().waitFor();
    await reader.getByRole("heading", { name: "Your decision: Editor" }).waitFor();
    await stage.shoot(reader, "approve-09-reader");
    await reader.getByLabel("Your name").fill("Li Wei, Transport Office");
    await reader.getByRole("button", { name: "Approve" }).click();
    await reader.getByText("Thank you: approved.").waitFor();
    await stage.shoot(reader, "approve-10-reader-approved");
    await page.getByText("Approved by Li Wei, Transport Office (by a link of Owner)").waitFor();
    await page.getByText("Waits for: Owner").waitFor();
  });
  await stage.step(page, "Another rejects the other on his phone, in Chinese, and has to say why", async () => {
    const reader = await stage.visitor({ viewport: PHONE, language: "zh-CN", theme: "dark" });
    await reader.goto(await linkTo(stage, page, posts[1]));
    await reader.getByLabel("你的姓名").fill("王磊");
    await reader.getByRole("button", { name: "退回" }).click();
    await reader.getByText("请写明需要修改什么。").waitFor();
    await stage.shoot(reader, "approve-11-reader-zh-phone-dark");
    await reader.getByLabel("附言；退回时请写明需要修改什么").fill("周日不闭馆，是下周一。");
    await reader.getByRole("button", { name: "退回" }).click();
    await reader.getByText("谢谢，已退回。").waitFor();
    await page.getByText("Rejected by 王磊 (by a link of Owner)").waitFor();
    await page.getByText("周日不闭馆，是下周一。").waitFor();
    await stage.shoot(page, "approve-12-rejected");
  });
}

/** In the author's browser: two posts for tomorrow, submitted. */
async function submitTwo(texts) {
  const session = document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="))?.split("=")[1] ?? "";
  const feeds = (await (await fetch("/api/v1/feeds")).json()).items.filter((feed) => ["x", "mastodon", "bluesky"].includes(feed.platform));
  const made = [];
  for (const text of texts) {
    const answer = await fetch("/api/v1/posts", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": decodeURIComponent(session) },
      body: JSON.stringify({ text, feeds: feeds.map((feed) => feed.id), due: new Date(Date.now() + 86_400_000).toISOString(), zone: "Asia/Shanghai", action: "submit" }),
    });
    if (!answer.ok) throw new Error(`The post was not submitted: ${answer.status} ${await answer.text()}`);
    made.push((await answer.json()).id);
  }
  return made;
}

/** Makes a link with which its reader decides the stage that waits. */
async function linkTo(stage, page, post, name) {
  await page.goto(`/posts/${post}`);
  await page.getByRole("button", { name: "Link for a reader" }).click();
  const dialog = page.getByRole("dialog", { name: "Link for a reader" });
  check(await dialog.getByRole("checkbox", { name: "May decide: Editor" }).isChecked(), "The link should be one to decide with");
  if (name) await stage.shoot(page, name);
  await dialog.getByRole("button", { name: "Link for a reader" }).click();
  const address = await dialog.getByLabel("Address").inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  return address;
}

async function watchItGoOut(stage, page, demo, post) {
  await stage.step(page, "At its time the approved post goes live on all eight, before its author's eyes", async () => {
    await exactly(8, page.getByRole("table").getByRole("cell", { name: en.live }), "live deliveries", Math.max(0, post.due - Date.now()) + 30_000);
    check(await page.evaluate(() => window.sameVisit === true), "The page was loaded again meanwhile");
    await page.getByText("Live on 8 of 8 feeds").waitFor();
    await page.getByText("Approved by 周岚").waitFor();
    await page.getByText("已核对路政通告。").waitFor();
    await page.getByText("Approved by Owner").waitFor();
    await stage.shoot(page, "approve-13-live");
    const sent = (await (await fetch(`${demo.sandbox}/sandbox/posts`)).json()).filter((one) => one.text.includes(post.marker));
    check(sent.length === 8 && new Set(sent.map((one) => one.platform)).size === 8, `Each platform should have it once, there are ${sent.length}`);
    const late = sent.map((one) => Date.parse(one.acceptedAt) - post.due);
    check(late.every((one) => one >= 0), `It was ${-Math.min(...late)} ms too early`);
    return `at most ${Math.max(...late)} ms after its time`;
  });
}

async function lookAtApprovals(stage, page, manager, post) {
  await stage.step(page, "In Chinese as well, and on a phone", async () => {
    await page.goto(post.path);
    await page.getByText("已核对路政通告。").waitFor();
    await stage.shoot(page, "approve-13-live-zh-dark");
    await page.goto("/approvals/settings");
    await page.getByRole("button", { name: "添加环节" }).waitFor();
    await stage.shoot(page, "approve-01-stages-zh-dark");
    const phone = await stage.visitor({ viewport: PHONE });
    await signIn(phone, en, manager);
    await phone.goto(post.path);
    await phone.getByText("已核对路政通告。").waitFor();
    await stage.shoot(phone, "approve-13-live-phone");
    await phone.goto("/approvals/settings");
    await phone.getByRole("button", { name: "Add a stage" }).waitFor();
    await stage.shoot(phone, "approve-01-stages-phone");
  });
}

await play(tell, "What was approved twice went out once");
