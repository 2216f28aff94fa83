// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { client } from "../src/api/queries";
import Messages from "../src/scenes/webhooks/Messages";
import Webhooks from "../src/scenes/webhooks/Webhooks";
import { leave, named, press, serve, show, type, until, words } from "./screen";

const types = ["delivery.failed", "delivery.published", "feed.changed"];
const hook = {
  id: "h", url: "https://desk.example/septet", events: ["delivery.failed"], createdAt: "2026-11-01T08:00:00Z", on: false, previousUntil: null,
  failures: 10, failingSince: "2026-11-01T08:00:00Z", offSince: "2026-11-02T08:00:00Z", offBecause: "No whole answer came in time",
};
const message = {
  id: "n", type: "delivery.failed", at: "2026-11-01T08:00:00Z", state: "FAILED", next: null, body: "{\"type\":\"delivery.failed\"}",
  tries: [
    { at: "2026-11-01T08:00:00Z", status: 500, millis: 120, answer: "<b>away</b>", fault: null },
    { at: "2026-11-01T08:00:05Z", status: null, millis: 10000, answer: null, fault: "No whole answer came in time" },
  ],
};

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  client.clear();
});
afterEach(leave);

test("an owner adds an address, chooses events and sees its secret once", async () => {
  const sent = serve({ "GET /webhooks": { items: [], types, most: 10 }, "POST /webhooks": { webhook: hook, secret: "whsec_s3cret" } });
  await show({ "/webhooks": <Webhooks /> }, "/webhooks");
  await until(() => expect(words()).toContain("There are no webhooks."));
  await press(named("button", "Add a webhook"));
  await until(() => expect(words()).toContain("Delivery published"));
  await type("Address", "https://desk.example/septet");
  await press([...document.querySelectorAll<HTMLElement>("[role=dialog] button[type=submit]")].at(-1));
  await until(() => expect(document.querySelector<HTMLInputElement>("[role=dialog] input[readonly]")?.value).toBe("whsec_s3cret"));
  expect(sent.find((one) => one.call === "POST /webhooks")?.body).toEqual({ url: "https://desk.example/septet", events: ["delivery.published", "delivery.failed"] });
});

test("one that was switched off says why, in the reader's language", async () => {
  serve({ "GET /webhooks": { items: [hook], types, most: 10 } });
  localStorage.setItem("septet.language", "zh-CN");
  await show({ "/webhooks": <Webhooks /> }, "/webhooks");
  await until(() => expect(words()).toContain("已自动停用"));
  expect(words()).not.toContain("No whole answer");
});

test("its tries are shown, a test is sent, and a message once more", async () => {
  const sent = serve({
    "GET /webhooks": { items: [hook], types, most: 10 }, "GET /webhooks/h/messages": { items: [message], next: null },
    "POST /webhooks/h/test": message, "POST /webhooks/h/messages/n/resend": message,
  });
  await show({ "/webhooks/:id": <Messages /> }, "/webhooks/h");
  await until(() => expect(words()).toContain("Not taken"));
  expect(words()).toContain("HTTP 500");
  expect(words()).toContain("<b>away</b>");
  await press(named("button", "Send a test"));
  await until(() => expect(sent.some((one) => one.call === "POST /webhooks/h/test")).toBe(true));
  await press(named("button", "Send once more"));
  await until(() => expect(sent.some((one) => one.call === "POST /webhooks/h/messages/n/resend")).toBe(true));
});

test("who is no owner sees nothing of them", async () => {
  const sent = serve({ "GET /webhooks": { items: [hook], types, most: 10 } });
  await show({ "/webhooks": <Webhooks /> }, "/webhooks", "MANAGER");
  await until(() => expect(words()).toContain("looked after by owners"));
  expect(sent.some((one) => one.call === "GET /webhooks")).toBe(false);
});
