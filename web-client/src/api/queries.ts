import { useEffect, useRef } from "react";
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchApprovalRules, fetchApprovals } from "./approvals";
import { fetchNeeds } from "./deliveries";
import { fetchFeeds, fetchPlatforms, fetchReach } from "./feeds";
import { Problem } from "./http";
import { fetchFactor } from "./people";
import { fetchMail, fetchProfile } from "./profile";
import { fetchLabels, fetchPost } from "./posts";
import { fetchHolds, fetchMembers, fetchSession, fetchWays } from "./session";

/** Names of what is cached. A live event names the same keys to refresh them. */
export const keys = {
  session: ["session"] as const,
  ways: ["ways"] as const,
  feeds: ["feeds"] as const,
  platforms: ["platforms"] as const,
  reach: ["reach"] as const,
  attempt: (id: string) => ["attempt", id] as const,
  holds: ["holds"] as const,
  members: ["members"] as const,
  invitations: ["invitations"] as const,
  places: ["places"] as const,
  factor: ["factor"] as const,
  passkeys: ["passkeys"] as const,
  demand: ["demand"] as const,
  tokens: ["tokens"] as const,
  webhooks: ["webhooks"] as const,
  messages: (webhook: string) => ["messages", webhook] as const,
  profile: ["profile"] as const,
  mail: ["mail"] as const,
  log: ["log"] as const,
  calendar: ["calendar"] as const,
  posts: ["posts"] as const,
  labels: ["labels"] as const,
  post: (id: string) => ["post", id] as const,
  delivery: (id: string) => ["delivery", id] as const,
  needs: ["needs"] as const,
  approvals: ["approvals"] as const,
  approvalRules: ["approvalRules"] as const,
  links: (post: string) => ["links", post] as const,
  renditions: (media: string, feeds: string[]) => ["renditions", media, feeds] as const,
  reports: ["reports"] as const,
  audit: ["audit"] as const,
};

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Only what another try can cure: no answer, or a server that is not well.
      retry: (count, failure) => count < 2 && failure instanceof Problem && (failure.status === 0 || failure.status >= 502),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

export const useSession = () => useQuery({ queryKey: keys.session, queryFn: fetchSession, staleTime: 300_000 });
export const useFeeds = () => useQuery({ queryKey: keys.feeds, queryFn: fetchFeeds });
/** Whether platforms can fetch pictures from us; it takes seconds, so only where it is shown. */
export const useReach = (asked: boolean) => useQuery({ queryKey: keys.reach, queryFn: fetchReach, enabled: asked });
/** What each platform needs to be connected. */
export const usePlatforms = () => useQuery({ queryKey: keys.platforms, queryFn: fetchPlatforms });
export const useHolds = () => useQuery({ queryKey: keys.holds, queryFn: fetchHolds });
/** The names of those who may connect accounts; undefined while unknown. */
export function useOwners(): string[] | undefined {
  return useMembers().data?.filter((one) => one.role === "OWNER").map((one) => one.name);
}

/** The name of a member by id; undefined while unknown. Somebody who is not known here may just have joined: the list is read again, once. */
export function useNames(): (id: string | undefined) => string | undefined {
  const { data, refetch } = useMembers();
  const unknown = useRef(new Map<string, "new" | "asked for">());
  useEffect(() => {
    const some = [...unknown.current].filter(([, state]) => state === "new");
    if (some.length > 0) {
      some.forEach(([id]) => unknown.current.set(id, "asked for"));
      void refetch();
    }
  });
  return (id) => {
    const name = data?.find((one) => one.id === id)?.name;
    if (id && data && name === undefined && !unknown.current.has(id)) unknown.current.set(id, "new");
    return name;
  };
}

/**
 * What waits for a person. Read again twice a minute: what a hold stops begins to wait without an event, and the stream of
 * events may be interrupted.
 */
export const useNeeds = (asked = true) => {
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.needs,
    queryFn: () => fetchNeeds((id) => queries.fetchQuery({ queryKey: keys.post(id), queryFn: () => fetchPost(id), staleTime: 300_000 })),
    enabled: asked,
    refetchInterval: 30_000,
  });
};

/** What waits for the decision of the one who is signed in. */
export const useApprovals = () => useQuery({ queryKey: keys.approvals, queryFn: fetchApprovals, refetchInterval: 60_000 });
/** The stages that posts pass before they go out. */
export const useApprovalRules = () => useQuery({ queryKey: keys.approvalRules, queryFn: fetchApprovalRules, staleTime: 60_000 });

/** How the one who is signed in wants to be written to. */
export const useProfile = () => useQuery({ queryKey: keys.profile, queryFn: fetchProfile, staleTime: 600_000 });
/** Whether this installation sends mail at all. */
export const useMail = () => useQuery({ queryKey: keys.mail, queryFn: fetchMail, staleTime: 600_000 });

/** The labels in use; none while unknown, as after a failure nobody needs to hear of. */
export const useLabels = () => useQuery({ queryKey: keys.labels, queryFn: fetchLabels, staleTime: 60_000 }).data ?? [];

export const useMembers = () => useQuery({ queryKey: keys.members, queryFn: fetchMembers, staleTime: 600_000 });

/** Whether one is asked for a code when signing in. */
/** In which ways one can sign in here; the same as long as the page is open. */
export const useWays = () => useQuery({ queryKey: keys.ways, queryFn: fetchWays, staleTime: Infinity });
export const useFactor = (asked = true) => useQuery({ queryKey: keys.factor, queryFn: fetchFactor, staleTime: 0, enabled: asked });
