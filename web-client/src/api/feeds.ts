import type { Attempt, Begun, PlatformOffer, Reach, TokenWish } from "../models/connect";
import type { Capabilities, Feed } from "../models/feed";
import type { Page } from "../models/post";
import { call } from "./http";

type Served = Omit<Feed, "capabilities"> & { capabilities: Capabilities | null };

/** A platform without known limits: the server alone judges. */
const UNKNOWN: Capabilities = {
  text: { limit: 100_000, counting: "characters" },
  images: { most: 10, types: [], bytes: 100_000_000 },
};

const known = (feed: Served): Feed => ({ ...feed, capabilities: feed.capabilities ?? UNKNOWN });

export const fetchFeeds = () => call<Page<Served>>("GET", "/feeds").then((page) => page.items.map(known));
export const checkFeed = (id: string) => call<Served>("POST", `/feeds/${id}/check`).then(known);
export const renameFeed = (id: string, version: number, name: string) =>
  call<Served>("PATCH", `/feeds/${id}`, { body: { name }, version }).then(known);
export const disconnectFeed = (id: string) => call<void>("DELETE", `/feeds/${id}`);

export const fetchPlatforms = () => call<Page<PlatformOffer>>("GET", "/platforms").then((page) => page.items);
export const fetchReach = () => call<Reach>("GET", "/workspace/reachability");
/** Begins a consent; `feed` is the one to connect again. The answer says where the person agrees. */
export const beginConsent = (platform: string, wish: { server?: string; feed?: string }) =>
  call<Begun>("POST", `/feeds/connect/${encodeURIComponent(platform)}`, { body: wish });
export const completeConsent = (answer: { state: string; code?: string; error?: string; errorDescription?: string }) =>
  call<Attempt>("POST", "/feeds/connect/complete", { body: answer });
export const fetchAttempt = (id: string) => call<Attempt>("GET", `/feeds/connect/attempts/${encodeURIComponent(id)}`);
export const chooseAccounts = (id: string, choices: string[]) =>
  call<Page<Served>>("POST", `/feeds/connect/attempts/${encodeURIComponent(id)}/choose`, { body: { choices } }).then((page) => page.items.map(known));
/** By a token that somebody has, or an app password; an account that is connected already is connected again. */
export const connectByToken = (wish: TokenWish) => call<Served>("POST", "/feeds", { body: wish }).then(known);
