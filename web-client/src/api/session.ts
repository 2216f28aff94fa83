import type { Hold, Member, Session, Ways } from "../models/session";
import { call, Problem } from "./http";
import type { Page } from "../models/post";

/** Who is signed in; null when nobody is. */
export async function fetchSession(): Promise<Session | null> {
  try {
    return await call<Session>("GET", "/session");
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) return null;
    throw failure;
  }
}

/** `code` of the second factor, for who has one. */
export const signIn = (email: string, password: string, code?: string) => call<Session>("POST", "/session", { body: { email, password, ...(code && { code }) } });
/** In which ways people can sign in besides email and password. */
export const fetchWays = () => call<Ways>("GET", "/session/ways");
export const signOut = () => call<void>("DELETE", "/session");

export const fetchMembers = () => call<Page<Member>>("GET", "/members").then((page) => page.items);
export const fetchHolds = () => call<Page<Hold>>("GET", "/holds").then((page) => page.items);
export const addHold = (reason: string) => call<Hold>("POST", "/holds", { body: { scope: "workspace", reason } });
export const removeHold = (id: string) => call<void>("DELETE", `/holds/${id}`);
