import { useNeeds } from "../api/queries";
import { wroteIt } from "../models/needs";
import { useMe } from "./session";

/** How many deliveries wait for the one who is signed in: any for those who may decide, their own for those who write. */
export function useWaiting(): number {
  const { member, may } = useMe();
  const needs = useNeeds(may("EDITOR")).data ?? [];
  return may("MANAGER") ? needs.length : needs.filter((one) => wroteIt(one, member.id)).length;
}
