import type { Profile } from "../models/session";
import { call } from "./http";

export const fetchProfile = () => call<Profile>("GET", "/me");
/** What is left out stays. */
export const changeProfile = (wish: Partial<Pick<Profile, "language" | "mail">>) => call<Profile>("PATCH", "/me", { body: wish });
/** Whether this installation sends mail at all. */
export const fetchMail = () => call<{ mail?: boolean }>("GET", "/workspace").then((workspace) => workspace.mail === true);
/** Whether members of the workspace need a second factor. */
export const fetchDemand = () => call<{ secondFactor?: boolean }>("GET", "/workspace").then((workspace) => workspace.secondFactor === true);
export const demandFactor = (needed: boolean) => call<void>("PUT", "/workspace/second-factor", { body: { needed } });
