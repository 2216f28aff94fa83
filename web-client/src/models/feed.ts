export type Counting = "weighted" | "graphemes" | "graphemes_and_bytes" | "escaped" | "emoji_as_bytes" | "characters" | "utf16";

/** What a platform takes, as served; a Mastodon server's own limits are already in its feed's copy. */
export type Capabilities = {
  id?: string;
  name?: string;
  text: { limit: number; counting: Counting; link?: number; /** The limit of a post with pictures, where it is another. */ withPictures?: number };
  /** Other formats and sizes are made to fit; of another shape than these (width by height, 0 = any) none is taken. No alt texts: 0. */
  images: { most: number; types: string[]; bytes: number; altText?: number; minRatio?: number; maxRatio?: number };
  metrics?: string[];
  /** Which of `warning`, `visibility` and `language` a post has there. */
  settings?: string[];
};

export type Feed = {
  id: string;
  /** `x`, `facebook`, `mastodon`, `bluesky`, `linkedin`, `instagram`, `threads`, `telegram`; one this client does not know is shown with its id. */
  platform: string;
  name: string;
  account: string;
  link: string | null;
  avatar: string | null;
  health: "ok" | "reconnect" | "unreachable";
  healthReason: string | null;
  /** When the access runs out for good, where it cannot be renewed without its owner. */
  expiresAt?: string | null;
  capabilities: Capabilities;
  version: number;
};

/** How much text a post may have. */
export const limitOf = ({ text }: Capabilities, pictures: boolean) => (pictures ? text.withPictures ?? text.limit : text.limit);

/** A channel of Telegram as people write it; a private one has no name but a number. */
export const channelOf = (account: string) => (/^-\d+$/.test(account) ? account : `@${account}`);
