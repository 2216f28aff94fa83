import { Button } from "@mantine/core";
import { ChevronDown, ChevronRight, TriangleAlert } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { Problem } from "../../api/http";
import { useI18n } from "../../i18n";
import { typedHere, type PlatformOffer, type Reach } from "../../models/connect";
import type { Feed } from "../../models/feed";
import type { Key } from "../../i18n/en";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { Why } from "../../parts/Why";
import { useBegin } from "./begin";
import classes from "./connect.module.css";
import { BotForm, PasswordForm, ServerForm } from "./forms";
import { CALLBACK } from "./handed";
import { Missing } from "./Missing";
import { Told } from "./Told";

type Props = { offer: PlatformOffer; again?: Feed; connected: number; reach?: Reach };

/** They fetch pictures from our public address; the others are sent them. */
const FETCHING = new Set(["instagram", "threads"]);

/** One platform: what connecting takes, and the way to do it here. */
export function OfferRow({ offer, again, connected, reach }: Props) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(Boolean(again));
  const begin = useBegin();
  const about = useId();
  const panel = useId();
  const name = platformName(offer.id) === offer.id ? offer.name : platformName(offer.id);
  const { way, configured, missing } = offer.connect!;
  const needs = `connect.needs.${offer.id}`;
  // A server is asked for only the first time; it is known of a feed.
  const asks = typedHere(offer) || (way === "server-consent" && !again);
  const refused = begin.error instanceof Problem && begin.error.type === "platform-not-configured" ? begin.error.missing : null;
  const lacking = !configured ? missing ?? [] : refused;

  const unreached = reach && !reach.ok && FETCHING.has(offer.id) ? reach : null;

  let action: ReactNode;
  if (lacking) {
    action = <Disclosure opened={opened} panel={panel} label={t("connect.whatToDo")} of={name} onToggle={() => setOpened(!opened)} />;
  } else if (asks) {
    action = again ? null : <Disclosure opened={opened} panel={panel} label={t("connect.connect")} of={name} onToggle={() => setOpened(!opened)} />;
  } else {
    action = (
      <Button
        variant={again ? "filled" : "default"}
        loading={begin.isPending}
        aria-describedby={about}
        aria-label={t(again ? "connect.againOn" : "connect.connectOn", { platform: name })}
        onClick={() => begin.mutate({ platform: offer.id, ...(again && { feed: again.id }) })}
      >
        {t(again ? "connect.again" : "connect.connect")}
      </Button>
    );
  }
  return (
    <li className={classes.offer} aria-label={name}>
      <PlatformBadge platform={offer.id} size={32} />
      <div className={classes.about}>
        <strong>{name}</strong>
        <p id={about}>{t.message(needs) === undefined ? t("connect.needs.other", { platform: name }) : t(needs as Key)}</p>
        {lacking && <p className={classes.off}>{t("connect.notConfigured")}</p>}
        {unreached && (
          <div className={classes.warning}>
            <TriangleAlert size={14} aria-hidden="true" />
            <p>{t("connect.notPublic", { platform: name, address: unreached.publicUrl })} {unreached.reason && <small><Why text={unreached.reason} /></small>}</p>
          </div>
        )}
        {connected > 0 && !again && <p className={classes.known}>{t("connect.connectedAlready", { count: connected })}</p>}
      </div>
      <div className={classes.action}>{action}</div>
      {opened && (lacking || asks) && (
        <div id={panel} className={classes.panel}>
          {lacking ? <Missing platform={offer.id} settings={lacking} redirect={(reach?.publicUrl ?? window.location.origin) + CALLBACK} />
            : way === "password" ? <PasswordForm platform={offer.id} again={again} />
              : way === "bot" ? <BotForm platform={offer.id} again={again} />
                : <ServerForm platform={offer.id} />}
        </div>
      )}
      {begin.isError && !refused && !asks && <Told failure={begin.error} />}
    </li>
  );
}

function Disclosure({ opened, panel, label, of, onToggle }: { opened: boolean; panel: string; label: string; of: string; onToggle: () => void }) {
  const Icon = opened ? ChevronDown : ChevronRight;
  return (
    <Button variant="default" aria-expanded={opened} aria-controls={opened ? panel : undefined} aria-label={`${label} · ${of}`} rightSection={<Icon size={14} aria-hidden="true" />} onClick={onToggle}>
      {label}
    </Button>
  );
}
