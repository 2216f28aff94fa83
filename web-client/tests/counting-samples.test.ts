import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lengthFor } from "../src/models/counting";
import type { Capabilities } from "../src/models/feed";

type Sample = { text: string; counts: Record<string, number>; why?: string };

/** The same samples that the server counts by: where both agree with them, they agree with each other. */
const samples = JSON.parse(readFileSync(new URL("../../accounts-service/src/test/resources/counting/samples.json", import.meta.url), "utf8")) as Sample[];

/** How each platform counts, as its capabilities say. */
const RULES: Record<string, Capabilities["text"]> = {
  x: { limit: 280, counting: "weighted" },
  mastodon: { limit: 500, counting: "graphemes", link: 23 },
  bluesky: { limit: 300, counting: "graphemes_and_bytes" },
  linkedin: { limit: 3000, counting: "escaped" },
  threads: { limit: 500, counting: "emoji_as_bytes" },
  instagram: { limit: 2200, counting: "characters" },
  facebook: { limit: 63206, counting: "characters" },
  telegram: { limit: 4096, counting: "utf16" },
};

describe("the browser counts as the server does", () => {
  test("there are many samples, of all platforms", () => {
    expect(samples.length).toBeGreaterThanOrEqual(200);
    for (const sample of samples) expect(Object.keys(sample.counts).sort()).toEqual(Object.keys(RULES).sort());
  });

  test.each(samples)("$text", ({ text, counts }) => {
    expect(Object.fromEntries(Object.entries(RULES).map(([platform, rule]) => [platform, lengthFor(text, rule)]))).toEqual(counts);
  });
});
