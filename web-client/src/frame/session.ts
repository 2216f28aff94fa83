import { createContext, useContext } from "react";
import { atLeast, type Role, type Session } from "../models/session";

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in and where; only inside the frame, which shows nothing to strangers. */
export function useMe(): Session & { may: (role: Role) => boolean } {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Only inside the frame");
  return { ...session, may: (role) => atLeast(session.workspace.role, role) };
}
