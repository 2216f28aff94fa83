import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState } from "react";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router-dom";
import { signedOut } from "../api/http";
import { useLive } from "../api/live";
import { client, keys, useSession } from "../api/queries";
import { useI18n, useShownZone } from "../i18n";
import { atLeast, type Session } from "../models/session";
import { useComposer } from "../parts/address";
import { Failure } from "../parts/Failure";
import { useHotkeys } from "../parts/useHotkeys";
import { useOpened } from "../parts/useOpened";
import classes from "./frame.module.css";
import { HoldBanner } from "./Hold";
import { Rail } from "./Rail";
import { SessionContext } from "./session";
import { TopLine } from "./TopLine";
import { useNotices } from "./useNotices";
import { useToldLanguage } from "./useToldLanguage";

const Composer = lazy(() => import("../scenes/composer/Composer"));
// What not every visit opens is loaded when it is.
const KeysHelp = lazy(() => import("./KeysHelp"));
const Closed = lazy(() => import("../scenes/closed/Closed"));
const PhoneMenu = lazy(() => import("./PhoneMenu"));
const COLLAPSED = "septet.rail";

/** What stays while screens change: the rail, the top line, the live connection, and the composer over all. */
export function Frame() {
  const { t } = useI18n();
  const session = useSession();
  const location = useLocation();
  const navigate = useNavigate();

  useEffect(() => {
    const onEnd = () => {
      client.setQueryData(keys.session, null);
      navigate("/sign-in", { state: { from: location.pathname + location.search, ended: true } });
    };
    signedOut.addEventListener("signed-out", onEnd);
    return () => signedOut.removeEventListener("signed-out", onEnd);
  }, [navigate, location.pathname, location.search]);

  if (session.isPending) return <div className={classes.boot} aria-busy="true" aria-label={t("app.loading")} />;
  if (session.isError) {
    return <Failure title={t("app.name")} failure={session.error} retry={() => void session.refetch()} />;
  }
  if (!session.data) return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />;
  // The server answers null for a member of no workspace.
  if (!session.data.workspace || session.data.workspace.closed) return <Suspense fallback={null}><Closed session={session.data} /></Suspense>;
  return <SignedIn session={session.data} />;
}

function SignedIn({ session }: { session: Session }) {
  const { t } = useI18n();
  useShownZone(session.workspace.zone);
  const connected = useLive(session.workspace.id);
  useNotices(session);
  useToldLanguage();
  const composer = useComposer();
  const narrow = useMediaQuery("(max-width: 820px)", undefined, { getInitialValueInEffect: false });
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(COLLAPSED) === "collapsed");
  const [menu, menuAsked, setMenu] = useOpened();
  const [help, helpAsked, setHelp] = useOpened();
  const mayWrite = atLeast(session.workspace.role, "EDITOR");
  const { pathname } = useLocation();

  useEffect(() => setMenu(false), [pathname, setMenu]);

  const collapse = () => {
    setCollapsed((before) => {
      localStorage.setItem(COLLAPSED, before ? "open" : "collapsed");
      return !before;
    });
  };

  useHotkeys({
    ...(mayWrite && { n: () => composer.open() }),
    "?": () => setHelp(true),
    "[": collapse,
  });

  return (
    <SessionContext.Provider value={session}>
      <a className={classes.skip} href="#content">{t("app.skip")}</a>
      <div className={classes.frame} data-collapsed={collapsed || undefined}>
        {narrow ? (
          menuAsked && <Suspense fallback={null}><PhoneMenu opened={menu} onClose={() => setMenu(false)} /></Suspense>
        ) : (
          <Rail collapsed={collapsed} onCollapse={collapse} />
        )}
        <div className={classes.right}>
          <HoldBanner />
          <TopLine connected={connected} onMenu={narrow ? () => setMenu(true) : undefined} onHelp={() => setHelp(true)} />
          <main id="content" className={classes.content} tabIndex={-1}>
            <Suspense fallback={<div className={classes.waiting} aria-busy="true" aria-label={t("app.loading")} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      {composer.composing && mayWrite && (
        <Suspense fallback={null}>
          <Composer key={`${composer.composing} ${composer.copy ?? ""}`} post={composer.composing === "new" ? null : composer.composing} at={composer.at} copy={composer.copy} onClose={composer.close} />
        </Suspense>
      )}
      {helpAsked && <Suspense fallback={null}><KeysHelp opened={help} onClose={() => setHelp(false)} /></Suspense>}
    </SessionContext.Provider>
  );
}
