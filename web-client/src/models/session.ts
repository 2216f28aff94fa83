export type Role = "OWNER" | "MANAGER" | "EDITOR" | "VIEWER";

export type Workspace = {
  id: string;
  name: string;
  role: Role;
  /** IANA zone in which the team plans, e.g. `Asia/Shanghai`. */
  zone: string;
  /** Whether one needs a second factor here and has none. */
  closed?: boolean;
};

export type Session = {
  member: { id: string; name: string; email: string };
  /** The one that is shown; inside the frame there always is one. */
  workspace: Workspace;
  workspaces: Workspace[];
};

/** As they are offered. */
export const ROLES: Role[] = ["OWNER", "MANAGER", "EDITOR", "VIEWER"];

const ORDER: Role[] = ["VIEWER", "EDITOR", "MANAGER", "OWNER"];

/** Each role may do what the ones before it may. */
export function atLeast(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

export type Hold = {
  id: string;
  scope: "everything" | "workspace" | "feed" | "label";
  scopeId: string | null;
  reason: string;
  by: string;
  at: string;
};

export type Member = { id: string; name: string; email: string; role: Role };

/** How a member wants to be written to. */
export type Profile = {
  id: string;
  name: string;
  email: string;
  /** Of their mail; null = they have not said. */
  language: string | null;
  /** Whether they get mail when something goes no further by itself. */
  mail: boolean;
};

/** Ways to sign in besides email and password. `path` leads to the organisation's provider; passkeys work at one origin. */
export type Ways = { provider: { name: string; path: string } | null; passkeys?: { origin: string } };
