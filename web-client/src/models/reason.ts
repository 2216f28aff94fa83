/**
 * What a delivery's `reason` means. The services write it in English, for the record; the screen words what it knows in
 * the reader's language, leaves out what only a program understands, and quotes a platform's own words.
 */
export type Reason = {
  /** Names the sentence `reason.<kind>`. */
  kind: ReasonKind;
  /** What goes into it; `from` and `to` are instants. */
  values?: Record<string, string | number>;
  /** The platform's own words, to be quoted. */
  words?: string;
  /** True where the sentence leaves something out that may help whoever looks into it. */
  shortened?: boolean;
};

export const REASONS = [
  "heldAll", "heldWorkspace", "heldFeed", "heldLabel", "reconnect", "signInAgain", "notWell", "clocks", "tooSlow", "stopped", "windowOver", "notApproved",
  "notHandedOver", "lost", "changed", "ourFault", "noPicture", "notPrepared", "needsPicture", "pictureTooLarge", "pictureFailed", "processing",
  "lookReconnect", "cannotLook", "noLook", "notSeenYet", "notSeen", "notSeenLate", "sameKey", "several", "severalAlike", "ofAnother", "endless", "stillProcessing",
  "sameContainer", "madeAnew", "secondContainer", "memberLive", "memberAgain", "memberDrop", "lostWrites", "lateAnswer", "tooLongAgo", "otherUnderId",
  "unlisted", "oneAlike", "lastLook", "fewerThere", "takenForAnother",
  "noTime", "notFound", "insecure", "cutOff", "tooMany", "serverFault", "refused", "says", "again", "contentChanged", "moved", "kept",
] as const;
export type ReasonKind = (typeof REASONS)[number];

const OURS: [RegExp, ReasonKind][] = [
  [/^Held: everything/, "heldAll"],
  [/^Held: workspace\|/, "heldWorkspace"],
  [/^Held: feed\|/, "heldFeed"],
  [/^The account must be connected again/, "reconnect"],
  [/^The account had to sign in again/, "signInAgain"],
  [/^The platform is not answering well/, "notWell"],
  [/^Waiting: the clocks of our machines/, "clocks"],
  [/^Too much time passed before the request could begin/, "tooSlow"],
  [/^The program that was sending it stopped/, "stopped"],
  [/^Its time window was over before it could be handed over/, "notHandedOver"],
  [/^Its time window was over/, "windowOver"],
  [/^Not approved in time/, "notApproved"],
  [/^Its time window is over; it is looked for once more/, "lastLook"],
  [/^accounts-service has lost its record/, "lost"],
  [/^What would be sent is not what was approved/, "changed"],
  [/^(Our own fault|Preparing failed)/, "ourFault"],
  [/^Changed$/, "contentChanged"],
  [/^Taken back, then kept/, "kept"],
  [/^A picture is not in the media storage/, "noPicture"],
  [/^(A picture is not prepared|The post was not prepared|Nothing was prepared)/, "notPrepared"],
  [/takes no post without a picture$/, "needsPicture"],
  [/^A picture is too large for /, "pictureTooLarge"],
  [/could not process a picture/, "pictureFailed"],
  [/is processing (a|the) (picture|video)/, "processing"],
  [/^Nobody can look whether it is public: the account must be connected again/, "lookReconnect"],
  [/^(Nothing can be looked up on this platform|LinkedIn lets nobody list what a member has posted|Telegram lets no bot read what a channel shows|The address of this server may not be called)/, "noLook"],
  [/^Not found on the feed yet/, "notSeenYet"],
  [/^Not found on the feed; this platform cannot tell/, "notSeen"],
  [/^Not found, and too late/, "notSeenLate"],
  [/^(Not found on the feed|It is not on the platform); sent once more/, "sameKey"],
  [/several look just like it/, "severalAlike"],
  [/^More posts of this text were sent than are on the feed/, "fewerThere"],
  [/^It is live, but its post was taken for that of another delivery/, "takenForAnother"],
  [/^What was found belongs to another delivery/, "ofAnother"],
  [/^The platform does not end processing/, "endless"],
  [/^The platform is processing it/, "stillProcessing"],
  [/^Not published; the same container/, "sameContainer"],
  [/^Not published and not usable any more/, "madeAnew"],
  [/^A second new container would be needed/, "secondContainer"],
  [/^A member has seen that it is live/, "memberLive"],
  [/^A member has seen that it is not live/, "memberAgain"],
  [/^Closed without knowing/, "memberDrop"],
  [/^It fell due while Redis lost writes/, "lostWrites"],
  [/^It is live: the platform's answer came late/, "lateAnswer"],
  [/^It is too long ago since it was first sent/, "tooLongAgo"],
  [/^Another post is there under the id/, "otherUnderId"],
  [/has published the post(, but does not list it yet|; its id cannot be read now)/, "unlisted"],
  [/has lost the post, yet shows one just like it/, "oneAlike"],
  [/^(The server's name could not be found|The server could not be reached|\S+ does not lead to a public address)/, "notFound"],
  [/^No encrypted connection to the server/, "insecure"],
  [/^No whole answer came in time/, "noTime"],
  [/^(The connection broke before|The server's answer did not end)/, "cutOff"],
];

/** An answer whose meaning nobody knows, with the platform's own words if it had any. */
const ANSWER = /^The server[^(]* \((\d{3})\)(?:: (.*))?$/s;

/** Names of faults of the connection, as the programs call them. */
const FAULTS: [RegExp, ReasonKind][] = [
  [/^(UnknownHost|NoRouteToHost|Connect|HttpHostConnect|ConnectTimeout)\w*(Exception|Error)\b/, "notFound"],
  [/^(SSL|Certificate)\w*(Exception|Error)\b/, "insecure"],
  [/^(no answer$|No whole answer within|\w*Timeout\w*(Exception|Error)\b|IOException: No whole answer)/, "noTime"],
  [/^\w+(Exception|Error)\b/, "cutOff"],
];

export function readReason(text: string): Reason {
  const label = /^Held: label\|[^|]*\|(.*)$/s.exec(text);
  if (label) return { kind: "heldLabel", values: { label: label[1]! } };
  const take = /^Take (\d+)$/.exec(text);
  if (take) return { kind: "again", values: { number: Number(take[1]) } };
  const moved = /^From (\S+Z) to (\S+Z)$/.exec(text);
  if (moved) return { kind: "moved", values: { from: moved[1]!, to: moved[2]! } };
  const several = /^(\d+) posts with this text are on the feed/.exec(text);
  if (several) return { kind: "several", values: { count: Number(several[1]) } };
  const cannot = /^Nobody can look whether it is public: (?!the account must be connected)(.+)$/s.exec(text);
  if (cannot) return { kind: "cannotLook", ...quoted(cannot[1]!) };
  const ours = OURS.find(([pattern]) => pattern.test(text));
  if (ours) return { kind: ours[1], shortened: ours[1] === "ourFault" };
  const server = ANSWER.exec(text);
  if (server) return { kind: kindOf(Number(server[1])), values: { status: server[1]! }, ...(server[2] && { words: server[2] }) };
  const answer = /^HTTP (\d{3})\b\s*(.*)$/s.exec(text);
  if (answer) {
    const status = Number(answer[1]);
    const words = wordsIn(answer[2]!);
    return { kind: kindOf(status), values: { status: String(status) }, shortened: true, ...(words && { words }) };
  }
  const fault = FAULTS.find(([pattern]) => pattern.test(text));
  if (fault) return { kind: fault[1], shortened: true };
  return { kind: "says", words: text };
}

/** Somebody's words, for a quotation; of a bare answer only what a person can read. */
function quoted(text: string): Pick<Reason, "words" | "shortened"> {
  const answer = /^HTTP \d{3}\b\s*(.*)$/s.exec(text);
  const words = answer ? wordsIn(answer[1]!) : /^\w+(Exception|Error)\b/.test(text) ? null : text;
  return { shortened: words !== text, ...(words && { words }) };
}

function kindOf(status: number): ReasonKind {
  if (status < 300) return "cutOff";
  return status === 429 ? "tooMany" : status >= 500 ? "serverFault" : "refused";
}

/** What a person can read in the body of an answer; nothing of a page or of an unknown record. */
function wordsIn(body: string): string | null {
  const text = body.trim();
  if (!text || /^<|<!doctype|<html/i.test(text)) return null;
  if (!/^[[{]/.test(text)) return text;
  // The body may be cut short, so it is not parsed; the innermost message says most.
  const found = [...text.matchAll(/"(?:error_user_msg|message|detail|error_description|error|title)"\s*:\s*"((?:[^"\\]|\\.)*)"/g)];
  const said = found.map((one) => one[1]!.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\(["\\/])/g, "$1").replace(/\\n/g, " "));
  return said.find((one) => one.includes(" ")) ?? said[0] ?? null;
}
