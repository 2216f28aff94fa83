/**
 * Why a feed is not well, or why platforms cannot fetch pictures from here. accounts-service says it in English; the
 * screen words what it knows in the reader's language and quotes a platform's own words.
 */
export type Health = {
  /** Names the sentence `health.<kind>`. */
  kind: HealthKind;
  /** What goes into it. */
  values?: Record<string, string>;
  /** The platform's own words, to be quoted. */
  words?: string;
};

export const HEALTH = [
  "token", "appPassword", "says", "noWords", "tooMany", "tooManySignIns", "improper", "otherSoftware", "notReached", "slow", "lately", "interrupted",
  "ends", "notRenewed", "unreadable", "otherAccount", "noFurther", "ourFault", "noApp", "noRight", "noInstagram", "inactive", "badServer",
  "botToken", "whichChannel", "botUnseen", "botMute", "noChannel",
  "reachNoAddress", "reachUnknown", "reachPlain", "reachItself", "reachPrivate", "reachOther", "reachSilent",
] as const;
export type HealthKind = (typeof HEALTH)[number];

/** The named parts of a pattern go into the sentence; `words` are quoted. The first that fits counts. */
const KNOWN: [RegExp, HealthKind][] = [
  [/^The public address \S+ is not an address/, "reachNoAddress"],
  [/^The name (?<host>\S+) of the public address is not known/, "reachUnknown"],
  [/^The public address \S+ is not encrypted/, "reachPlain"],
  [/^The public address \S+ leads to this machine itself/, "reachItself"],
  [/^The public address \S+ leads to a private network/, "reachPrivate"],
  [/^Something else than Septet answers at the public address \S+ \(HTTP (?<status>\d+)\)/, "reachOther"],
  [/^The public address \S+ does not answer/, "reachSilent"],
  [/^(The look was interrupted|Interrupted)$/, "interrupted"],
  [/^Its access (runs out within|ran out on) /, "ends"],
  [/^Its access could not be renewed yet(: .*)?$/s, "notRenewed"],
  [/^The stored token cannot be read/, "unreadable"],
  [/^(The|This) token belongs to (another|the page) /, "otherAccount"],
  [/^(?<name>\S+) gave no further refresh token/, "noFurther"],
  [/^Our own fault$/, "ourFault"],
  [/^No app is configured for (?<name>\S+)$/, "noApp"],
  [/^(This login (may not|has no) |\S+ gave no token for the page )/, "noRight"],
  [/ has no Instagram account linked to it$|^No page of this login has an Instagram account/, "noInstagram"],
  [/^(?<name>\S+) says that this account is not active$/, "inactive"],
  [/^(Give the server's address|The address of this server may not be called)/, "badServer"],
  [/^This is not a bot's token/, "botToken"],
  [/^Name the channel: /, "whichChannel"],
  [/^The bot cannot see the channel (?<channel>\S+): /, "botUnseen"],
  [/^The bot may not post there: /, "botMute"],
  [/^(?<channel>\S+) is no channel; /, "noChannel"],
  [/^(?<name>.+?) does not accept this token(: (?<words>.+))?$/s, "token"],
  [/^(?<name>.+?) does not accept this app password(: (?<words>.+))?$/s, "appPassword"],
  [/^(?<name>.+?) says: no reason given$/, "noWords"],
  [/^(?<name>.+?) says: (?<words>.+)$/s, "says"],
  [/^(?<name>.+?) answers too many requests/, "tooMany"],
  [/^(?<name>.+?) allows no more sign-ins for now/, "tooManySignIns"],
  [/^(?<name>.+?) does not answer like a (?<software>\w+) server$/, "otherSoftware"],
  [/^(?<name>.+?) does not answer properly( now)?( \(HTTP \d+\)|: .*)?$/s, "improper"],
  [/^(?<name>.+?) cannot be reached( now|: .*)?$/s, "notReached"],
  [/^(?<name>.+?) has not answered within (?<seconds>\d+) seconds$/, "slow"],
  [/^(?<name>.+?) has not answered well lately/, "lately"],
];

/** Null for a sentence this client does not know, such as a platform's own. */
export function readHealth(text: string): Health | null {
  const sentence = text.replace(/; connect it again( before)?$/, "");
  for (const [pattern, kind] of KNOWN) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const { words, ...values } = found.groups ?? {};
    const given = Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined));
    return { kind, ...(Object.keys(given).length > 0 && { values: given }), ...(words && { words }) };
  }
  return null;
}
