import { describe, expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { readReason, REASONS } from "../src/models/reason";

describe("reasons in words", () => {
  test.each([
    ["Held: everything", "heldAll"],
    ["Held: workspace|0a9e5b1c-0000", "heldWorkspace"],
    ["Held: feed|0a9e5b1c-0000", "heldFeed"],
    ["The platform is not answering well; waiting for it", "notWell"],
    ["Its time window was over before it could be sent", "windowOver"],
    ["Its time window was over before it could be handed over", "notHandedOver"],
    ["Its time window is over; it is looked for once more", "lastLook"],
    ["More posts of this text were sent than are on the feed; whether it is among them is not known", "fewerThere"],
    ["It is live, but its post was taken for that of another delivery of this text", "takenForAnother"],
    ["accounts-service has lost its record of this delivery", "lost"],
    ["Our own fault while sending: java.lang.NullPointerException", "ourFault"],
    ["Preparing failed: null", "ourFault"],
    ["SocketException: Connection reset", "cutOff"],
    ["SocketTimeoutException: Read timed out", "noTime"],
    ["IOException: No whole answer within 10000 ms", "noTime"],
    ["no answer", "noTime"],
    ["UnknownHostException: mastodon.example", "notFound"],
    ["HttpHostConnectException: Connect to https://x failed", "notFound"],
    ["SSLHandshakeException: PKIX path building failed", "insecure"],
    ["NoHttpResponseException: x failed to respond", "cutOff"],
    ["HTTP 500 <!DOCTYPE html><html><title>Oops</title>", "serverFault"],
    ["HTTP 429", "tooMany"],
    ["Our own fault while sending", "ourFault"],
    ["Preparing failed by a fault of our own", "ourFault"],
    ["The server's name could not be found", "notFound"],
    ["The server could not be reached", "notFound"],
    ["mastodon.example does not lead to a public address", "notFound"],
    ["No encrypted connection to the server could be made", "insecure"],
    ["No whole answer came in time", "noTime"],
    ["The connection broke before the whole answer was there", "cutOff"],
    ["The server's answer did not end", "cutOff"],
    ["The server's answer cannot be read (200)", "cutOff"],
    ["The server answered with a fault of its own (503)", "serverFault"],
    ["The server asks for fewer calls (429)", "tooMany"],
    ["The server did not accept it (403)", "refused"],
    ["The server points elsewhere (302)", "refused"],
    ["X is processing a picture", "processing"],
    ["LinkedIn could not process a picture", "pictureFailed"],
  ])("%s", (text, kind) => {
    const read = readReason(text);
    expect(read.kind).toBe(kind);
    expect(read.words).toBeUndefined();
  });

  test("our own steps", () => {
    expect(readReason("Take 2")).toEqual({ kind: "again", values: { number: 2 } });
    expect(readReason("From 2026-11-23T01:00:00Z to 2026-11-24T01:00:00Z")).toEqual({ kind: "moved", values: { from: "2026-11-23T01:00:00Z", to: "2026-11-24T01:00:00Z" } });
    expect(readReason("Taken back, then kept: another feed was too late").kind).toBe("kept");
    expect(readReason("Changed").kind).toBe("contentChanged");
  });

  test("a hold on a label names it", () => {
    expect(readReason("Held: label|0a9e|Breaking | late")).toEqual({ kind: "heldLabel", values: { label: "Breaking | late" } });
  });

  test("the platform's words are quoted, without what is around them", () => {
    expect(readReason("The server answered with a fault of its own (503): Try again, please")).toEqual({ kind: "serverFault", values: { status: "503" }, words: "Try again, please" });
    expect(readReason("HTTP 503 Service Unavailable")).toMatchObject({ kind: "serverFault", values: { status: "503" }, words: "Service Unavailable" });
    expect(readReason('HTTP 400 {"error":{"message":"The caption is too long","type":"OAuthException","code":100')).toMatchObject({ kind: "refused", words: "The caption is too long" });
    expect(readReason('HTTP 422 {"error":"Validation failed: Text can\\u2019t be blank"}').words).toBe("Validation failed: Text can’t be blank");
    expect(readReason("Duplicate status message")).toEqual({ kind: "says", words: "Duplicate status message" });
    // A sentence that only begins like a program's word is a platform's own.
    expect(readReason("Errors in the text").kind).toBe("says");
  });

  test("what looking on the platform showed", () => {
    expect(readReason("2 posts with this text are on the feed; which one is ours?")).toEqual({ kind: "several", values: { count: 2 } });
    expect(readReason("Nobody can look whether it is public: the account must be connected again").kind).toBe("lookReconnect");
    expect(readReason("Nobody can look whether it is public: HTTP 503 Service Unavailable")).toEqual({ kind: "cannotLook", words: "Service Unavailable", shortened: true });
    expect(readReason("Nobody can look whether it is public: SocketException: Connection reset")).toEqual({ kind: "cannotLook", shortened: true });
    expect(readReason("Nobody can look whether it is public: This token may not read posts")).toEqual({ kind: "cannotLook", words: "This token may not read posts", shortened: false });
    for (const [text, kind] of [
      ["Not found on the feed yet", "notSeenYet"], ["Not found on the feed; sent once more with the same key", "sameKey"],
      ["It is not on the platform; sent once more under the same id", "sameKey"], ["LinkedIn lets nobody list what a member has posted", "noLook"], ["Telegram lets no bot read what a channel shows", "noLook"],
      ["Not found on the feed; this platform cannot tell a second send from the first", "notSeen"], ["What was found belongs to another delivery of this feed", "ofAnother"],
      ["Not published; the same container is published again: Threads has the post ready and has not published it", "sameContainer"],
      ["A member has seen that it is not live; sent once more", "memberAgain"], ["Threads has published the post, and several look just like it", "severalAlike"],
    ] as const) expect(readReason(text).kind).toBe(kind);
  });

  test("each has its sentence", () => {
    for (const kind of REASONS) expect(en).toHaveProperty([`reason.${kind}`]);
  });
});
