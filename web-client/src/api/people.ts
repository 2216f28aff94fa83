import type { ApiToken, FactorBegun, Handed, Invitation, LinkMeaning, Place, SecondFactor, TokenMade } from "../models/people";
import type { Page } from "../models/post";
import type { Member, Role } from "../models/session";
import { call } from "./http";

export const changeRole = (id: string, role: Role) => call<Member>("PATCH", `/members/${id}`, { body: { role } });
export const removeMember = (id: string) => call<void>("DELETE", `/members/${id}`);

export const fetchInvitations = () => call<Page<Invitation>>("GET", "/invitations").then((page) => page.items);
/** `language` is that of the mail. */
export const invite = (email: string, role: Role, language: string) => call<Handed>("POST", "/invitations", { body: { email, role, language } });
export const revokeInvitation = (id: string) => call<void>("DELETE", `/invitations/${id}`);

/** What stands behind the # of a link; it is in no address that a server sees. */
export const lookAtLink = (secret: string) => call<LinkMeaning>("POST", "/links/look", { body: { secret } });
export const useUpLink = (secret: string, wish: { name?: string; password?: string }) => call<{ email: string }>("POST", "/links/use", { body: { secret, ...wish } });

export const changePassword = (current: string, password: string) => call<void>("PUT", "/session/password", { body: { current, password } });
export const fetchPlaces = () => call<Page<Place>>("GET", "/sessions").then((page) => page.items);
export const endPlace = (id: string) => call<void>("DELETE", `/sessions/${id}`);
export const endOtherPlaces = () => call<void>("DELETE", "/sessions");

/** Answered alike whether there is such a member or not. */
export const forgotPassword = (email: string) => call<void>("POST", "/links", { body: { email } });
export const makePasswordLink = (id: string) => call<Handed>("POST", `/members/${id}/password-link`);

export const fetchFactor = () => call<SecondFactor>("GET", "/me/second-factor");
export const beginFactor = (password: string) => call<FactorBegun>("POST", "/me/second-factor", { body: { password } });
export const confirmFactor = (code: string) => call<{ recoveryCodes: string[] }>("PUT", "/me/second-factor", { body: { code } });
export const switchFactorOff = (password: string, code: string) => call<void>("POST", "/me/second-factor/off", { body: { password, code } });
export const takeFactor = (id: string) => call<void>("DELETE", `/members/${id}/second-factor`);

export const fetchTokens = () => call<Page<ApiToken>>("GET", "/tokens").then((page) => page.items);
export const makeToken = (name: string, role: Role, days: number) => call<TokenMade>("POST", "/tokens", { body: { name, role, days } });
export const revokeToken = (id: string) => call<void>("DELETE", `/tokens/${id}`);
