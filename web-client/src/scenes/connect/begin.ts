import { useMutation } from "@tanstack/react-query";
import { beginConsent } from "../../api/feeds";
import { keepWanted, type Wanted } from "./handed";

/** Goes to where the person agrees, in this tab; what was wanted is remembered for the way back. */
export function useBegin(go: (address: string) => void = (address) => window.location.assign(address)) {
  return useMutation({
    mutationFn: async (wanted: Wanted) => {
      const { platform, ...wish } = wanted;
      const begun = await beginConsent(platform, wish);
      // Never anything but a web page: `javascript:` would run here.
      if (!/^https?:\/\//i.test(begun.authorizeUrl)) throw new Error("Not an address of a web page");
      keepWanted(wanted);
      go(begun.authorizeUrl);
      // The page is about to be left: the button stays busy until then.
      return new Promise<never>((_, refuse) => setTimeout(() => refuse(new Error("The page was not left")), 30_000));
    },
  });
}
