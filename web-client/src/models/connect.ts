/** How a platform is connected here, and what its app still needs. */
export type PlatformOffer = {
  id: string;
  name: string;
  connect?: { way: "consent" | "server-consent" | "password" | "bot"; configured: boolean; missing?: string[] };
};

/** Whether what connects an account is typed here, a password or a bot's token, rather than agreed to at the platform. */
export const typedHere = (offer: PlatformOffer) => offer.connect?.way === "password" || offer.connect?.way === "bot";

export type Begun = { id: string; authorizeUrl: string; expiresAt: string };

/** An account, page or organisation that the person who agreed may post to. */
export type Choice = {
  id: string;
  name: string;
  account: string;
  link: string | null;
  avatar: string | null;
  kind: "account" | "page" | "organisation" | "person";
  /** The feed it is already. */
  feed: string | null;
};

export type Attempt = {
  id: string;
  platform: string;
  server: string | null;
  /** The feed that is being connected again. */
  feed: string | null;
  choices: Choice[];
  expiresAt: string;
};

/** Whether platforms that fetch pictures will find our public address, as far as can be known. */
export type Reach = { publicUrl: string; ok: boolean; reason: string | null };

export type TokenWish = { platform: string; accessToken: string; account?: string; server?: string; page?: string };

/** The server's origin in what people type: `mastodon.social`, `@lin@mastodon.social`, `https://mastodon.social/about`. */
export function serverOf(typed: string): string | null {
  const text = typed.trim();
  const handle = /^@?[^@\s/]+@([^@\s/]+)$/.exec(text);
  const given = handle ? handle[1]! : text.replace(/^@/, "");
  const full = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  try {
    const url = new URL(full);
    const named = url.hostname === "localhost" || url.hostname.includes(".");
    return named && !url.username && !/\s/.test(text) ? url.origin : null;
  } catch {
    return null;
  }
}

/** What a right is for, by its name at the platform. */
export type Right = "publish" | "pictures" | "read" | "numbers" | "who" | "pages" | "organisations" | "stay";

const RIGHTS: Record<string, Right> = {
  "tweet.write": "publish", "tweet.read": "read", "users.read": "who", "media.write": "pictures", "offline.access": "stay",
  pages_show_list: "pages", pages_manage_posts: "publish", pages_read_engagement: "read", pages_read_user_content: "read", read_insights: "numbers", business_management: "pages",
  instagram_basic: "who", instagram_content_publish: "publish", instagram_manage_insights: "numbers",
  instagram_business_basic: "who", instagram_business_content_publish: "publish", instagram_business_manage_insights: "numbers",
  threads_basic: "who", threads_content_publish: "publish", threads_manage_insights: "numbers",
  openid: "who", profile: "who", r_basicprofile: "who", w_member_social: "publish", r_member_social: "read", w_organization_social: "publish", r_organization_social: "read",
  rw_organization_admin: "organisations", r_organization_admin: "organisations", r_member_postAnalytics: "numbers",
  read: "read", write: "publish", "read:accounts": "who", "read:statuses": "read", "write:statuses": "publish", "write:media": "pictures",
};

/** Null for a right this client does not know: it is shown by its name. */
export const rightOf = (scope: string): Right | null => (Object.hasOwn(RIGHTS, scope) ? RIGHTS[scope]! : null);

/** From here on people are reminded that an access runs out. */
export const SOON = 14 * 86_400_000;

/** Whether an access ends soon, has ended, or has time. */
export function runsOut(expiresAt: string | null | undefined, now: number): "later" | "soon" | "past" | null {
  if (!expiresAt) return null;
  const left = Date.parse(expiresAt) - now;
  return left <= 0 ? "past" : left <= SOON ? "soon" : "later";
}
