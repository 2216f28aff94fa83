import { describe, expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { HEALTH, readHealth } from "../src/models/health";

describe("why a feed is not well", () => {
  test.each([
    ["X does not accept this token", "token"],
    ["X cannot be reached now", "notReached"],
    ["masto.example cannot be reached: connection refused", "notReached"],
    ["Facebook does not answer properly now (HTTP 502)", "improper"],
    ["Facebook does not answer properly", "improper"],
    ["LinkedIn answers too many requests; try again later", "tooMany"],
    ["bsky.social allows no more sign-ins for now; try again later", "tooManySignIns"],
    ["masto.example does not answer like a Mastodon server", "otherSoftware"],
    ["Jiangcheng says hello has not answered within 8 seconds", "slow"],
    ["The platform has not answered well lately", "lately"],
    ["Its access runs out within 7 days, on 2026-12-01; connect it again before", "ends"],
    ["Its access ran out on 2026-12-01; connect it again", "ends"],
    ["Its access could not be renewed yet: X does not answer properly now (HTTP 500)", "notRenewed"],
    ["The stored token cannot be read; connect it again", "unreadable"],
    ["The token belongs to another account", "otherAccount"],
    ["This token belongs to another member", "otherAccount"],
    ["This token belongs to the page City, not to 12", "otherAccount"],
    ["X gave no further refresh token; connect it again", "noFurther"],
    ["This login has no page with id 12", "noRight"],
    ["This login may not post for urn:li:organization:12", "noRight"],
    ["Facebook gave no token for the page 12", "noRight"],
    ["The page City has no Instagram account linked to it", "noInstagram"],
    ["bsky.social says that this account is not active", "inactive"],
    ["X says: no reason given; connect it again", "noWords"],
    ["No app is configured for x", "noApp"],
    ["This is not a bot's token; @BotFather shows it, a number, a colon and letters", "botToken"],
    ["Name the channel: @ and its name, or of a private channel its number, such as -1001234567890", "whichChannel"],
    ["The bot cannot see the channel @city: check how it is written, and make the bot an administrator of it that may post messages", "botUnseen"],
    ["The bot may not post there: make the bot an administrator of the channel, with the right to post messages, and try again", "botMute"],
    ["@city is no channel; Septet posts to channels only", "noChannel"],
  ])("%s", (text, kind) => {
    expect(readHealth(text)).toMatchObject({ kind });
    expect(readHealth(text)!.words).toBeUndefined();
  });

  test("the platform's words are quoted, whoever they name", () => {
    expect(readHealth("X says: Value passed for the token was invalid.; connect it again")).toEqual({ kind: "says", values: { name: "X" }, words: "Value passed for the token was invalid." });
    expect(readHealth("Facebook does not accept this token: The session says: no.")).toEqual({ kind: "token", values: { name: "Facebook" }, words: "The session says: no." });
  });

  test("of a name with spaces", () => {
    expect(readHealth("Jiangcheng Now has not answered within 8 seconds")!.values).toEqual({ name: "Jiangcheng Now", seconds: "8" });
  });

  test("a sentence nobody knows is left to be quoted", () => {
    expect(readHealth("HTTP 401 Unauthorized")).toBeNull();
    expect(readHealth("Your account is locked")).toBeNull();
  });
});

describe("why pictures cannot be fetched", () => {
  test.each([
    ["The public address http://localhost:8080 leads to this machine itself, so Instagram and Threads cannot fetch pictures from it; set septet.public-url", "reachItself"],
    ["The public address http://10.0.0.2 leads to a private network, so Instagram and Threads cannot fetch pictures from it; set septet.public-url", "reachPrivate"],
    ["The public address http://news.example is not encrypted; Instagram and Threads fetch pictures by https", "reachPlain"],
    ["The public address mailto:x is not an address; set septet.public-url", "reachNoAddress"],
    ["The name news.example of the public address is not known", "reachUnknown"],
    ["Something else than Septet answers at the public address https://news.example (HTTP 404)", "reachOther"],
    ["The public address https://news.example does not answer, seen from this server (ConnectException); Instagram and Threads may not be able to fetch pictures", "reachSilent"],
    ["The look was interrupted", "interrupted"],
  ])("%s", (text, kind) => expect(readHealth(text)?.kind).toBe(kind));
});

test("each has its sentence", () => {
  for (const kind of HEALTH) expect(en).toHaveProperty([`health.${kind}`]);
});
