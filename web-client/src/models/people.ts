import type { Role } from "./session";

/** Somebody who was asked to join and has not yet. */
export type Invitation = {
  id: string;
  email: string;
  role: Role;
  /** Id of the member who invited; null if unknown. */
  by: string | null;
  createdAt: string;
  expires: string;
};

/** What came of inviting, or of making a link for a new password: mailed, or a link to hand over, shown this once. */
export type Handed = { email: string; expires: string; mailed: boolean; link: string | null };

/** What a link is for. */
export type LinkMeaning = {
  kind: "INVITATION" | "PASSWORD";
  email: string;
  /** Name of the one to join; null for a new password. */
  workspace: string | null;
  role: Role | null;
  by: string | null;
  /** Whether the person has name and password here already. */
  known: boolean;
  expires: string;
};

/** A place where one is signed in. `agent` is what the browser said it was. */
export type Place = {
  id: string;
  address: string;
  agent: string;
  begun: string;
  lastUsed: string;
  ends: string;
  current: boolean;
};

export const SHORTEST_PASSWORD = 12;

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bMicroMessenger\//, "WeChat"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/\bHarmonyOS\b|\bOpenHarmony\b/, "HarmonyOS"],
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b|\biPad\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** Browser and system as people call them, of which either may be unknown. */
export function readAgent(agent: string): { browser: string | undefined; system: string | undefined } {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  return { browser: find(BROWSERS), system: find(SYSTEMS) };
}

/** Whether one is asked for a code when signing in. */
export type SecondFactor = { on: boolean; since: string | null; recoveryCodes: number };

/** What an authenticator app needs: typed, or for its camera. */
export type FactorBegun = { secret: string; uri: string };

/** A key in a device of the member's. `lastUsed` null = never. */
export type Passkey = { id: string; name: string; created: string; lastUsed: string | null };

/** A script's way in. `lastUsed` is a day, null = never. */
export type ApiToken = { id: string; name: string; member: string; role: Role; createdAt: string; expires: string; lastUsed: string | null };
export type TokenMade = { id: string; name: string; token: string; role: Role; expires: string };

/** How long a token may be good, in days. */
export const TOKEN_DAYS = [7, 30, 90, 365];
