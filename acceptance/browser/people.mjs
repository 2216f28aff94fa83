/**
 * An owner in an empty workspace asks a manager and an editor in; each takes up the invitation in a browser of their own and
 * changes what is theirs: password, second factor. The owner makes a token, changes a role and lets somebody go.
 */
import { createHmac, randomUUID } from "node:crypto";
import { enter, invite, join, section, signIn, signOut } from "./deeds.mjs";
import { check, exactly, PHONE, play } from "./stage.mjs";
import { WORDS } from "./words.mjs";

const en = WORDS.en;

/** A password as a password manager makes it. */
const password = () => `${randomUUID()} river`;

async function tell(stage, given) {
  const owner = given.demo.members.find((one) => one.role === "OWNER");
  const manager = { name: "Zhao Min", role: "Manager", email: `zhao.${randomUUID()}@example.org`, password: password() };
  const editor = { name: "陈小雨", role: "Editor", email: `chen.${randomUUID()}@example.org`, password: password() };
  stage.expect({ method: "POST", path: "/api/v1/links/look", status: 404 });
  stage.expect({ method: "POST", path: "/api/v1/links/use", status: 422 });
  stage.expect({ method: "POST", path: "/api/v1/session", status: 401 });
  stage.expect({ method: "PUT", path: "/api/v1/session/password", status: 422 });
  stage.expect({ method: "GET", path: "/api/v1/session", status: 401 });
  const desk = await stage.visitor();
  await comeIn(stage, desk, owner);
  await askIn(stage, desk, manager);
  await askIn(stage, desk, editor);
  const visitor = await joinInEnglish(stage, manager);
  await joinInChinese(stage, editor);
  await useAgain(stage, manager);
  await changePassword(stage, visitor, manager);
  await secondFactor(stage, visitor, manager);
  await passkey(stage, visitor, manager);
  await token(stage, desk, given.demo.address);
  await lookAfter(stage, desk, manager, editor);
}

async function comeIn(stage, page, owner) {
  await stage.step(page, "The owner of an empty workspace finds nobody but herself", async () => {
    await page.goto("/sign-in");
    await enter(page, en, owner);
    await page.waitForURL("**/feeds/connect");
    await section(page, "Members").click();
    await page.getByText("Owner (you)").waitFor();
    check(await page.getByLabel("Role of Owner").isDisabled(), "The only owner can be made something else");
    await stage.shoot(page, "people-01-members");
  });
}

/** Keeps the link that the person has to be given. */
async function askIn(stage, page, person) {
  await stage.step(page, `She invites a person as ${person.role} and is given the link, as no mail is sent`, async () => {
    person.link = await invite(page, person, () => stage.shoot(page, `people-02-invited-${person.role.toLowerCase()}`));
  });
}

async function joinInEnglish(stage, person) {
  const page = await stage.visitor();
  await stage.step(page, "Whoever is invited is told by whom and as what, and that a common password will not do", async () => {
    await page.goto(person.link);
    await page.getByText("Owner invites you, as Manager.").waitFor();
    await stage.shoot(page, "people-03-link");
    await page.getByLabel("Your name").fill(person.name);
    await page.getByLabel("Password", { exact: true }).fill("password123456");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("among those that are tried first").waitFor();
  });
  await stage.step(page, "The manager chooses a good one and is in", async () => {
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Join" }).click();
    await page.waitForURL("**/calendar*");
    await page.getByRole("button", { name: `Signed in as ${person.name}` }).waitFor();
    check((await section(page, "Members").count()) === 0, "A manager is shown the way to the members");
  });
  return page;
}

async function joinInChinese(stage, person) {
  const page = await stage.visitor({ viewport: PHONE, language: "zh-CN", theme: "dark" });
  await stage.step(page, "The editor does the same in Chinese on a phone", async () => {
    await page.goto(person.link);
    await page.getByText("Owner 邀请你加入，角色为编辑。").waitFor();
    await stage.shoot(page, "people-04-link-zh-phone-dark");
    await join(page, WORDS["zh-CN"], person);
    await page.goto("/profile");
    await page.getByText("当前登录").waitFor();
    await stage.shoot(page, "people-05-profile-zh-phone-dark");
  });
}

async function useAgain(stage, { link }) {
  const page = await stage.visitor({ theme: "dark" });
  await stage.step(page, "A link that was used lets nobody in", async () => {
    await page.goto(link);
    await page.getByText("This link cannot be used").waitFor();
    await stage.shoot(page, "people-06-used-dark");
  });
}

async function changePassword(stage, page, person) {
  const elsewhere = await stage.visitor();
  await stage.step(elsewhere, "The manager signs in on another machine", () => signIn(elsewhere, en, person));
  await stage.step(page, "Changing the password asks for the present one and signs out everywhere else", async () => {
    await page.goto("/profile");
    await exactly(1, page.getByRole("button", { name: "Sign out everywhere else" }), "ways out of the other machine");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByLabel("Present password").fill("not this one at all");
    const wanted = password();
    await page.getByLabel("New password").fill(wanted);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("The present password is not right.").waitFor();
    await stage.shoot(page, "people-07-password");
    await page.getByLabel("Present password").fill(person.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("The password is changed.").waitFor();
    await elsewhere.goto("/calendar");
    await elsewhere.waitForURL("**/sign-in");
    await enter(elsewhere, en, person);
    await elsewhere.getByText("Email or password is wrong.").waitFor();
    person.password = wanted;
    await enter(elsewhere, en, person);
    await elsewhere.waitForURL("**/calendar*");
    await signOut(elsewhere);
  });
}

/** What an authenticator app shows (RFC 6238); `ahead` steps of 30 seconds from now. */
function code(secret, ahead = 0) {
  const bits = [...secret].map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", key).update(step).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function secondFactor(stage, page, person) {
  await stage.step(page, "The manager sets up an authenticator app and gets codes for paper", async () => {
    await page.goto("/profile");
    await page.getByRole("button", { name: "Switch it on" }).click();
    await page.getByLabel("Present password").fill(person.password);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("img", { name: "QR code for an authenticator app" }).scrollIntoViewIfNeeded();
    await stage.shoot(page, "people-11-qr");
    person.secret = (await page.locator("code").textContent()).replaceAll(" ", "");
    await page.getByRole("textbox", { name: "Code" }).fill(code(person.secret));
    await page.getByRole("button", { name: "Switch it on" }).click();
    const paper = page.getByRole("listitem").filter({ has: page.locator("code") });
    await exactly(10, paper, "codes on paper");
    person.paper = await paper.allTextContents();
    await stage.shoot(page, "people-12-paper");
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("10 codes on paper are left").waitFor();
  });
  await stage.step(page, "From then on a code is asked for, of the app or of the paper, each once", async () => {
    await signOut(page);
    await enter(page, en, person);
    await page.getByRole("textbox", { name: "Code" }).fill(person.paper[0]);
    await stage.shoot(page, "people-13-code");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/calendar*");
    await signOut(page);
    await enter(page, en, person);
    await page.getByRole("textbox", { name: "Code" }).fill(person.paper[0]);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("The code is not right.").waitFor();
    await page.getByRole("textbox", { name: "Code" }).fill(code(person.secret, 1));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/calendar*");
  });
}

/** A device that asks for nothing to be touched: Chromium's own, for tests. */
async function device(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

async function passkey(stage, page, person) {
  await stage.step(page, "The manager adds a passkey, and from then on needs neither password nor code", async () => {
    await device(page);
    await page.goto("/profile");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Laptop");
    await page.getByLabel("Present password").fill(person.password);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("Laptop can sign you in now.").waitFor();
    await page.getByText("never used").waitFor();
    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await stage.shoot(page, "people-16-sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL("**/calendar*");
    await page.goto("/profile");
    const row = page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
    await row.getByText("last used").waitFor();
    await row.scrollIntoViewIfNeeded();
    await stage.shoot(page, "people-17-passkeys");
  });
}

async function token(stage, page, address) {
  await stage.step(page, "The owner makes a token for a script, which works until she revokes it", async () => {
    await section(page, "API tokens").click();
    await page.getByRole("button", { name: "Make a token" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a token" });
    await dialog.getByLabel("Name").fill("Nightly export");
    await stage.shoot(page, "people-14-make-token");
    await dialog.getByRole("button", { name: "Make a token" }).click();
    const secret = await dialog.getByLabel("Token", { exact: true }).inputValue();
    const ask = () => fetch(`${address}/api/v1/members`, { headers: { Authorization: `Bearer ${secret}` } });
    check((await ask()).status === 200, "The token opens nothing");
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page.reload();
    const row = page.getByRole("listitem").filter({ hasText: "Nightly export" });
    await row.getByText("last used").waitFor();
    await stage.shoot(page, "people-15-tokens");
    await row.getByRole("button", { name: "Revoke Nightly export" }).click();
    await page.getByRole("dialog", { name: "Revoke Nightly export?" }).getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Nightly export is revoked.").waitFor();
    await new Promise((done) => setTimeout(done, 1_200)); // an answer about a token is trusted for a second
    check((await ask()).status === 401, "The revoked token still opens something");
    await section(page, "Members").click();
  });
}

async function lookAfter(stage, page, manager, editor) {
  await stage.step(page, "The owner sees both, makes the manager a viewer, and lets the editor go", async () => {
    await page.reload();
    await page.getByLabel(`Role of ${manager.name}`).selectOption({ label: "Viewer" });
    await page.getByText(`${manager.name} is now: Viewer.`).waitFor();
    await stage.shoot(page, "people-08-members");
    await page.getByRole("button", { name: `More for ${editor.name}` }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    const dialog = page.getByRole("dialog", { name: `Remove ${editor.name}?` });
    await stage.shoot(page, "people-09-remove");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText(`${editor.name} is no longer a member.`).waitFor();
    await exactly(2, page.getByRole("list", { name: "Members" }).getByRole("listitem"), "members");
  });
  await stage.step(page, "All of it is in the audit log", async () => {
    await section(page, "Audit log").click();
    for (const deed of ["Removed a member", "Signed in with a passkey", "Changed their password", "Joined by invitation", "Invited somebody"]) {
      await page.getByText(deed).first().waitFor();
    }
    await stage.shoot(page, "people-10-log");
  });
}

await play(tell, "The workspace has its people");
