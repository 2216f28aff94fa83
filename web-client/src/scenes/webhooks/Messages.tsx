import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { Link, useParams } from "react-router-dom";
import { keys } from "../../api/queries";
import { fetchMessages, fetchWebhooks, resend, testWebhook } from "../../api/webhooks";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { isEvent, laidOut, type Message } from "../../models/webhook";
import { Empty, Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import { useFault } from "./fault";
import classes from "./webhooks.module.css";

const SOON = 2_000;

/** `/webhooks/:id`: what an address was sent, and what it answered. */
export default function Messages() {
  const { t, sayProblem } = useI18n();
  const { may } = useMe();
  const id = useParams().id ?? "";
  const queries = useQueryClient();
  const hooks = useQuery({ queryKey: keys.webhooks, queryFn: fetchWebhooks, enabled: may("OWNER") });
  const sent = useInfiniteQuery({
    queryKey: keys.messages(id),
    queryFn: ({ pageParam }) => fetchMessages(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: may("OWNER"),
    // What waits changes by itself.
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some((one) => one.state === "WAITING")) ? SOON : 5 * SOON),
  });
  const test = useMutation({
    mutationFn: () => testWebhook(id),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.messages(id) }),
  });
  if (!may("OWNER")) return <Empty title={t("webhooks.ownersOnly")} />;
  if (sent.isError && !sent.data) return <Failure title={t("webhooks.sentFailed")} failure={sent.error} retry={() => void sent.refetch()} />;
  const hook = hooks.data?.items.find((one) => one.id === id);
  const all = sent.data?.pages.flatMap((page) => page.items);
  return (
    <div className={classes.scene}>
      <div className={classes.head}>
        <p><Link to="/webhooks">{t("nav.webhooks")}</Link>{hook && <> · <strong>{hook.url}</strong></>}</p>
        <Button leftSection={<Send size={16} aria-hidden="true" />} loading={test.isPending} onClick={() => test.mutate()}>{t("webhooks.test")}</Button>
      </div>
      {!all ? (
        <div aria-busy="true">{Array.from({ length: 3 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : all.length === 0 ? (
        <Empty title={t("webhooks.noneSent")} hint={t("webhooks.noneSentHint")} />
      ) : (
        <div className={classes.list}>
          {all.map((one) => <One key={one.id} hook={id} url={hook?.url ?? ""} message={one} />)}
          {sent.hasNextPage && <div className={classes.actions}><Button variant="default" loading={sent.isFetchingNextPage} onClick={() => void sent.fetchNextPage()}>{t("webhooks.older")}</Button></div>}
        </div>
      )}
    </div>
  );
}

function One({ hook, url, message }: { hook: string; url: string; message: Message }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const fault = useFault();
  const again = useMutation({
    mutationFn: () => resend(hook, message.id),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.messages(hook) }),
  });
  return (
    <details className={classes.message}>
      <summary>
        <span className={classes.state} data-state={message.state}>{t(`webhooks.state.${message.state}`)}</span>
        <span>{isEvent(message.type) ? t(`webhooks.event.${message.type}`) : message.type}</span>
        <span>{say.exact(message.at)}</span>
      </summary>
      <div className={classes.inside}>
        <ul className={classes.tries} aria-label={t("webhooks.tries")}>
          {message.tries.length === 0 && <li>{t("webhooks.notTried")}</li>}
          {message.tries.map((one, n) => (
            <li key={n}>
              {say.exact(one.at)} · {one.status === null ? fault(one.fault ?? "", url) : `HTTP ${one.status}`} · {say.lag(one.millis)}
              {one.answer && <> · <q>{one.answer}</q></>}
            </li>
          ))}
          {message.next && <li>{t("webhooks.next", { at: say.exact(message.next) })}</li>}
        </ul>
        <pre>{laidOut(message.body)}</pre>
        <div><Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>{t(message.state === "WAITING" ? "webhooks.now" : "webhooks.again")}</Button></div>
      </div>
    </details>
  );
}
