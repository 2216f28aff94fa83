/** Reads dates and times as people type them; Chinese input methods give full-width digits and signs. */

const two = (value: string) => value.padStart(2, "0");

/** `yyyy-mm-dd` of `2026-11-23`, `2026/1/5`, `2026.1.5`, `20261123` or `2026年11月23日`; null if there is no such day. */
export function readDate(text: string): string | null {
  const found = /^(\d{4})(?:[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?|(\d\d)(\d\d))$/u.exec(text.normalize("NFKC").trim());
  if (!found) return null;
  const date = `${found[1]}-${two(found[2] ?? found[4]!)}-${two(found[3] ?? found[5]!)}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  // The 31st of a month of 30 days would quietly become the first of the next.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : date;
}

/** `HH:MM` of `9:30`, `09.30`, `0930`, `9`, `9:30 pm` or `下午 9:30`; null if there is no such time. */
export function readTime(text: string): string | null {
  const found = /^(上午|下午|晚上)?\s*(\d{1,2})(?:[:.点h]?\s*(\d\d)分?)?点?\s*([ap]\.?m\.?)?$/iu.exec(text.normalize("NFKC").trim());
  if (!found) return null;
  let hour = Number(found[2]);
  const half = found[4]?.toLowerCase().startsWith("p") || found[1] === "下午" || found[1] === "晚上" ? "pm" : found[4] || found[1] ? "am" : null;
  if (half && (hour < 1 || hour > 12)) return null;
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  const minute = found[3] ?? "00";
  return hour > 23 || Number(minute) > 59 ? null : `${two(String(hour))}:${minute}`;
}
