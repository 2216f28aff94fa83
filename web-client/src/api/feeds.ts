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
