import { useNeeds } from "../api/queries";
import { useMe } from "./session";

/** How many deliveries wait for a person, for those who are asked; the others may look, but are not counted at. */
export function useWaiting(): number {
  const { may } = useMe();
  return useNeeds(may("MANAGER")).data?.length ?? 0;
}
