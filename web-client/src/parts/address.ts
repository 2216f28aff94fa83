import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";

/** A choice of several kept in the address, `name=` once per value; none means all. */
export function useChoice(name: string): { chosen: string[]; toggle: (value: string) => void; clear: () => void } {
  const [search, setSearch] = useSearchParams();
  const joined = search.getAll(name).join("\n");
  const chosen = useMemo(() => (joined ? joined.split("\n") : []), [joined]);
  const put = useCallback(
    (values: string[]) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.delete(name);
        for (const value of values) next.append(name, value);
        return next;
      }),
    [name, setSearch],
  );
  const toggle = useCallback(
    (value: string) => put(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]),
    [chosen, put],
  );
  const clear = useCallback(() => put([]), [put]);
  return { chosen, toggle, clear };
}

/** The feeds chosen in the rail. */
export const useFeedFilter = () => useChoice("feed");

/** Takes several of them away at once. */
export function useForget(): (names: string[]) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    (names) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        for (const name of names) next.delete(name);
        return next;
      }),
    [setSearch],
  );
}

const COMPOSER = ["compose", "at", "copy"];

/**
 * The composer lies over whatever screen is open and has an address of its own: `compose=new` (with `at=` an instant,
 * or `copy=` the post to begin with) or `compose=<post id>`. Back closes it.
 */
export function useComposer() {
  const [search, setSearch] = useSearchParams();
  const open = useCallback(
    (what: { post?: string; at?: string; copy?: string } = {}) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        for (const name of COMPOSER) next.delete(name);
        next.set("compose", what.post ?? "new");
        if (what.at) next.set("at", what.at);
        if (what.copy) next.set("copy", what.copy);
        return next;
      }),
    [setSearch],
  );
  const close = useCallback(
    () =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        for (const name of COMPOSER) next.delete(name);
        return next;
      }, { replace: true }),
    [setSearch],
  );
  return { composing: search.get("compose"), at: search.get("at"), copy: search.get("copy"), open, close };
}
