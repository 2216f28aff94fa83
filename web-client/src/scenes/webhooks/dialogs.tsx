import { Button, Checkbox, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../api/queries";
import { addWebhook, changeWebhook, removeWebhook, renewSecret } from "../../api/webhooks";
import { useI18n } from "../../i18n";
import { isEvent, serverOf, USUAL, type Webhook } from "../../models/webhook";
import { ShownOnce } from "../../parts/ShownOnce";
import { toast } from "../../parts/toast";
import { useReturnFocus } from "../../parts/useReturnFocus";
import classes from "./webhooks.module.css";

/** Asks for an address; its secret is shown this once. */
export function Add({ types, onClose }: { types: string[]; onClose: () => void }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: ({ url, events }: { url: string; events: string[] }) => addWebhook(url, events),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.webhooks }),
  });
  return (
    // What is shown once is not lost by a click beside it.
    <Modal opened onClose={onClose} closeOnClickOutside={!run.data} closeOnEscape={!run.data} title={t("webhooks.addTitle")} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {run.data ? (
        <Secret value={run.data.secret} onClose={onClose} />
      ) : (
        <Form types={types} url="" events={USUAL.filter((one) => types.includes(one))} todo={t("webhooks.add")} pending={run.isPending} failure={run.error} onSend={(url, events) => run.mutate({ url, events })} onClose={onClose} />
      )}
    </Modal>
  );
}

export function Change({ hook, types, onClose }: { hook: Webhook; types: string[]; onClose: () => void }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: ({ url, events }: { url: string; events: string[] }) => changeWebhook(hook.id, { url: url === hook.url ? undefined : url, events }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.webhooks }),
  });
  return (
    <Modal opened onClose={onClose} title={t("webhooks.changeTitle")} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <Form types={types} url={hook.url} events={hook.events} todo={t("webhooks.save")} pending={run.isPending} failure={run.error} onSend={(url, events) => run.mutate({ url, events })} onClose={onClose} />
    </Modal>
  );
}

type FormProps = {
  types: string[];
  url: string;
  events: string[];
  todo: string;
  pending: boolean;
  failure: unknown;
  onSend: (url: string, events: string[]) => void;
  onClose: () => void;
};

function Form({ types, url: before, events: chosenBefore, todo, pending, failure, onSend, onClose }: FormProps) {
  const { t, sayProblem } = useI18n();
  useReturnFocus();
  const [url, setUrl] = useState(before);
  const [chosen, setChosen] = useState(chosenBefore);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(url.trim(), chosen);
      }}
    >
      <TextInput label={t("webhooks.url")} description={t("webhooks.urlHint")} type="url" inputMode="url" autoComplete="off" spellCheck={false} required withAsterisk={false} maxLength={2000} data-autofocus value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      <fieldset className={classes.events}>
        <legend>{t("webhooks.of")}</legend>
        {types.map((type) => (
          <Checkbox
            key={type} size="md" label={isEvent(type) ? t(`webhooks.event.${type}`) : type} checked={chosen.includes(type)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              setChosen((all) => (on ? [...all, type] : all.filter((one) => one !== type)));
            }}
          />
        ))}
      </fieldset>
      {Boolean(failure) && <p className={classes.problem} role="alert">{sayProblem(failure)}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
        <Button type="submit" loading={pending} disabled={chosen.length === 0}>{todo}</Button>
      </div>
    </form>
  );
}

function Secret({ value, onClose }: { value: string; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <div>
      <p className={classes.explain}>{t("webhooks.copyNow")}</p>
      <ShownOnce label={t("webhooks.secret")} value={value} />
      <div className={classes.actions}><Button onClick={onClose}>{t("app.close")}</Button></div>
    </div>
  );
}

export function NewSecret({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const run = useMutation({ mutationFn: () => renewSecret(hook.id), onSettled: () => queries.invalidateQueries({ queryKey: keys.webhooks }) });
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={!run.data} closeOnEscape={!run.data} title={t("webhooks.newSecret")} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {run.data ? (
        <>
          <p className={classes.explain}>{t("webhooks.both", { until: say.moment(run.data.previousUntil) })}</p>
          <Secret value={run.data.secret} onClose={onClose} />
        </>
      ) : (
        <>
          <p className={classes.explain}>{t("webhooks.newSecretMeans")}</p>
          {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
            <Button loading={run.isPending} onClick={() => run.mutate()}>{t("webhooks.makeSecret")}</Button>
          </div>
        </>
      )}
    </Modal>
  );
}

export function Remove({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const run = useMutation({
    mutationFn: () => removeWebhook(hook.id),
    onSuccess: () => {
      toast(t("webhooks.removed", { server: serverOf(hook.url) }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.webhooks }),
  });
  return (
    <Modal opened onClose={onClose} title={t("webhooks.removeTitle", { server: serverOf(hook.url) })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.explain}>{t("webhooks.removeMeans")}</p>
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>{t("webhooks.remove")}</Button>
      </div>
    </Modal>
  );
}
