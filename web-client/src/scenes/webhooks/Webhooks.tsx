import { Button, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, KeyRound, PencilLine, Power, Trash2, Webhook as Icon } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router-dom";
import { keys } from "../../api/queries";
import { changeWebhook, fetchWebhooks } from "../../api/webhooks";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Webhook } from "../../models/webhook";
import { Empty, Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import { Add, Change, NewSecret, Remove } from "./dialogs";
import { useFault } from "./fault";
import classes from "./webhooks.module.css";

type What = "change" | "secret" | "remove";

/** `/webhooks`: the addresses that are told what happens. */
export default function Webhooks() {
  const { t } = useI18n();
  const { may } = useMe();
  const hooks = useQuery({ queryKey: keys.webhooks, queryFn: fetchWebhooks, enabled: may("OWNER") });
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<{ what: What; hook: Webhook } | null>(null);
  if (!may("OWNER")) return <Empty title={t("webhooks.ownersOnly")} />;
  if (hooks.isError && !hooks.data) return <Failure title={t("webhooks.failed")} failure={hooks.error} retry={() => void hooks.refetch()} />;
  const full = hooks.data && hooks.data.items.length >= hooks.data.most;
  const add = <Button leftSection={<Icon size={16} aria-hidden="true" />} disabled={full} title={full ? t("problem.webhook-too-many") : undefined} onClick={() => setAdding(true)}>{t("webhooks.add")}</Button>;
  const close = () => setAsked(null);
  const types = hooks.data?.types ?? [];
  return (
    <div className={classes.scene}>
      {!hooks.data ? (
        <div aria-busy="true">{Array.from({ length: 3 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : hooks.data.items.length === 0 ? (
        <Empty title={t("webhooks.empty")} hint={t("webhooks.means")}>{add}</Empty>
      ) : (
        <>
          <div className={classes.head}>
            <p>{t("webhooks.means")}</p>
            {add}
          </div>
          <ul className={classes.list} aria-label={t("nav.webhooks")}>{hooks.data.items.map((one) => <Row key={one.id} hook={one} onAsk={(what) => setAsked({ what, hook: one })} />)}</ul>
        </>
      )}
      {adding && <Add types={types} onClose={() => setAdding(false)} />}
      {asked?.what === "change" && <Change hook={asked.hook} types={types} onClose={close} />}
      {asked?.what === "secret" && <NewSecret hook={asked.hook} onClose={close} />}
      {asked?.what === "remove" && <Remove hook={asked.hook} onClose={close} />}
    </div>
  );
}

function Row({ hook, onAsk }: { hook: Webhook; onAsk: (what: What) => void }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const fault = useFault();
  const turn = useMutation({
    mutationFn: () => changeWebhook(hook.id, { on: !hook.on }),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.webhooks }),
  });
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <strong>{hook.url}</strong>
        <span>{t("webhooks.events", { count: hook.events.length })}{hook.previousUntil && <> · {t("webhooks.twoSecrets", { until: say.moment(hook.previousUntil) })}</>}</span>
        {hook.offSince ? (
          <span className={hook.offBecause ? classes.bad : undefined}>
            {hook.offBecause ? t("webhooks.offItself", { since: say.moment(hook.offSince), because: fault(hook.offBecause, hook.url) }) : t("webhooks.off", { since: say.moment(hook.offSince) })}
          </span>
        ) : (
          hook.failingSince && <span className={classes.bad}>{t("webhooks.failing", { since: say.moment(hook.failingSince), count: hook.failures })}</span>
        )}
      </div>
      <Button component={Link} to={`/webhooks/${hook.id}`} size="xs" variant="default">{t("webhooks.sent")}</Button>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <button type="button" className={classes.more} aria-label={t("webhooks.moreOf", { url: hook.url })}><EllipsisVertical size={16} aria-hidden="true" /></button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={() => onAsk("change")}>{t("webhooks.change")}</Menu.Item>
          <Menu.Item leftSection={<KeyRound size={14} aria-hidden="true" />} onClick={() => onAsk("secret")}>{t("webhooks.newSecret")}</Menu.Item>
          <Menu.Item disabled={turn.isPending} leftSection={<Power size={14} aria-hidden="true" />} onClick={() => turn.mutate()}>{t(hook.on ? "webhooks.turnOff" : "webhooks.turnOn")}</Menu.Item>
          <Menu.Item className={classes.danger} leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={() => onAsk("remove")}>{t("webhooks.remove")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
