import { exactly } from "./stage.mjs";

/** What people do on several occasions. `words` are those of their language. */

export async function enter(page, words, { email, password }) {
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole("button", { name: words.signIn, exact: true }).click();
}

export async function signIn(page, words, member) {
  await page.goto("/sign-in");
  await enter(page, words, member);
  await page.waitForURL("**/calendar*");
}

export async function signOut(page) {
  await page.getByRole("button", { name: /^Signed in as / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

/** The owner, among the members, asks somebody in, in English; answers the link that the person has to be given. */
export async function invite(page, { email, role }, asTheLinkIsShown = async () => {}) {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Role").selectOption({ label: role });
  await dialog.getByRole("button", { name: "Invite" }).click();
  const field = dialog.getByLabel("Link", { exact: true });
  await field.waitFor();
  await asTheLinkIsShown();
  const link = await field.inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("listitem").filter({ hasText: email }).waitFor();
  return link;
}

/** Where the invitation's link has led: says who one is, and is in. */
export async function join(page, words, { name, password }) {
  await page.getByLabel(words.yourName).fill(name);
  await page.getByLabel(words.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: words.join }).click();
  await page.waitForURL("**/calendar*");
}

/** The link in the rail to a part of the client, in English. */
export function section(page, name) {
  return page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true });
}

/** Opens the composer; answers its dialog. */
export async function openComposer(page, words) {
  await page.getByRole("button", { name: words.newPost }).first().click();
  const composer = page.getByRole("dialog", { name: words.newPost });
  await composer.getByRole("button", { name: words.chooseAll }).waitFor();
  return composer;
}

export async function chooseAllFeeds(composer, words, count = 7) {
  await composer.getByRole("button", { name: words.chooseAll }).click();
  await exactly(count, composer.getByRole("checkbox", { checked: true }), "chosen feeds");
}

/** The feed's pill, with its counter. */
export function pill(composer, feed) {
  return composer.locator("label").filter({ has: composer.page().getByRole("checkbox", { name: feed }) });
}

export async function write(composer, words, text) {
  await composer.getByRole("textbox", { name: words.text, exact: true }).fill(text);
}

export async function addPicture(composer, words, picture, altText) {
  await composer.getByLabel(words.addPicture).setInputFiles(picture);
  await composer.getByLabel(words.altText, { exact: true }).fill(altText);
}

/** An instant as a clock on the wall shows it in a zone. */
export function wall(instant, zone) {
  const [date, time] = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(instant).split(" ");
  return { date, time };
}
