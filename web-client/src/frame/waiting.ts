import { useFeeds, useNeeds } from "../api/queries";
import { wroteIt } from "../models/needs";
import { useMe } from "./session";

/**
 * How much waits for the one who is signed in: feeds that are cut off, and deliveries: any for those who may decide, their own
 * for those who write.
 */
export function useWaiting(): number {
  const { member, may } = useMe();
  const needs = useNeeds(may("EDITOR")).data ?? [];
  const cutOff = (useFeeds().data ?? []).filter((feed) => feed.health === "reconnect").length;
  return cutOff + (may("MANAGER") ? needs.length : needs.filter((one) => wroteIt(one, member.id)).length);
}
