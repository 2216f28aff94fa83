/** Three people of an organisation come by its own sign-in, a real Keycloak: one is in a group that opens a workspace. */
import { stripVTControlCharacters } from "node:util";
import { signOut } from "./deeds.mjs";
import { settings } from "./settings.mjs";
import { check, PHONE, Stage } from "./stage.mjs";

async function main() {
  const stage = await Stage.open(settings());
  try {
    await comeIn(stage);
    await stayOut(stage, "bo", "None of your groups opens a workspace here", { viewport: PHONE });
    await stayOut(stage, "mia", "has not verified your mail address", { theme: "dark" });
    await stayOutInChinese(stage);
    console.log("Keycloak's people are where they belong");
  } catch (problem) {
    console.error(stripVTControlCharacters(problem.stack));
    await stage.shootFailure().then((path) => console.error(`The screen at that moment: ${path}`), () => undefined);
    process.exitCode = 1;
  } finally {
    await stage.close();
  }
}

async function fillIn(page, name) {
  await page.locator("#username").fill(name);
  await page.locator("#password").fill(`a-password-of-${name}`);
  await page.locator("#kc-login").click();
}

async function comeIn(stage) {
  const page = await stage.visitor();
  await stage.step(page, "Lin signs in at Keycloak and comes back to where she wanted to go, as an editor", async () => {
    await page.goto("/posts");
    await page.waitForURL("**/sign-in");
    await page.getByRole("link", { name: "Sign in with Harbour ID" }).waitFor();
    await stage.shoot(page, "keycloak-01-sign-in");
    await page.getByRole("link", { name: "Sign in with Harbour ID" }).click();
    await fillIn(page, "lin");
    await page.waitForURL("**/posts");
    await page.getByRole("button", { name: "Signed in as Lin Yue" }).waitFor();
    await stage.shoot(page, "keycloak-02-inside");
    const session = await page.evaluate(() => fetch("/api/v1/session").then((answer) => answer.json()));
    check(session.workspace.name === "Harbour" && session.workspace.role === "EDITOR", `She is ${JSON.stringify(session.workspaces)}`);
    check(session.member.email === "lin@harbour.example", `She is ${session.member.email}`);
  });
  await stage.step(page, "Signed out, she comes in again by one click: Keycloak still knows her", async () => {
    await signOut(page);
    await page.getByRole("link", { name: "Sign in with Harbour ID" }).click();
    await page.getByRole("button", { name: "Signed in as Lin Yue" }).waitFor();
  });
}

async function stayOut(stage, name, said, look) {
  const page = await stage.visitor(look);
  await stage.step(page, `${name} is told why Keycloak's word is not enough`, async () => {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Sign in with Harbour ID" }).click();
    await fillIn(page, name);
    await page.getByText(said).waitFor();
    await stage.shoot(page, `keycloak-03-${name}`);
    check((await page.evaluate(() => fetch("/api/v1/session").then((answer) => answer.status))) === 401, "There is a session all the same");
  });
}

async function stayOutInChinese(stage) {
  const page = await stage.visitor({ viewport: PHONE, language: "zh-CN", theme: "dark" });
  await stage.step(page, "In Chinese, on a phone, a sign-in that was begun elsewhere is explained too", async () => {
    await page.goto("/sign-in/provider/callback?code=a&state=b");
    await page.getByRole("alert").waitFor();
    await page.getByRole("link", { name: "使用Harbour ID登录" }).waitFor();
    await stage.shoot(page, "keycloak-04-stale-zh-phone-dark");
  });
}

await main();
