// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Feed } from "../src/models/feed";
import { PictureNotes } from "../src/parts/PictureNotes";
import { Preview } from "../src/parts/Preview";
import { leave, serve, show, until, words } from "./screen";

const CHANNEL: Feed = {
  id: "t1", platform: "telegram", name: "Jiangcheng Insiders", account: "-1001234567890", link: null, avatar: null, health: "ok", healthReason: null, version: 1,
  capabilities: { text: { limit: 4096, counting: "utf16", withPictures: 1024 }, images: { most: 10, types: [], bytes: 1, altText: 0 } },
};
const SETTINGS = { warning: "", visibility: "", language: "" };
const PICTURE = { id: "p1", altText: "A bridge" };

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  serve({});
});
afterEach(leave);

const preview = (feed: Feed, pictures = [PICTURE]) => show({ "/": <Preview feed={feed} text="The bridge is open" settings={SETTINGS} pictures={pictures} when="09:30" /> }, "/");
const order = () => [...document.querySelectorAll("article img, article p")].map((one) => one.tagName);

describe("a channel of Telegram", () => {
  test("shows pictures above their caption, and the time below", async () => {
    await preview(CHANNEL);
    await until(() => expect(order()).toEqual(["IMG", "P"]));
    expect(words()).toMatch(/The bridge is open\s*09:30/);
  });

  test("goes by its number when it is private, else by its name", async () => {
    await preview(CHANNEL, []);
    await until(() => expect(words()).toContain("-1001234567890"));
    expect(words()).not.toContain("@-100");
    await leave();
    await preview({ ...CHANNEL, account: "jc_channel" }, []);
    await until(() => expect(words()).toContain("@jc_channel"));
  });

  test("says that alt texts are left out there, if there are any", async () => {
    await show({ "/": <PictureNotes feed={CHANNEL} pictures={[PICTURE]} renditions={[]} /> }, "/");
    await until(() => expect(words()).toContain("Telegram has no alt texts"));
    await leave();
    await show({ "/": <PictureNotes feed={CHANNEL} pictures={[{ ...PICTURE, altText: " " }]} renditions={[]} /> }, "/");
    expect(words()).not.toContain("alt texts");
  });
});
