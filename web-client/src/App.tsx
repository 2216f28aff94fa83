import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { createBrowserRouter, RouterProvider } from "react-router-dom";
import { client } from "./api/queries";
import { Broken } from "./frame/Broken";
import { Frame } from "./frame/Frame";
import { Home } from "./frame/Home";
import { NotFound } from "./frame/NotFound";
import { I18nProvider } from "./i18n";
import { firstToast } from "./parts/toast";
import { schemeManager } from "./theme/scheme";
import { theme } from "./theme/theme";

// Each screen is loaded when first visited, so that the first load stays small.
const SignIn = lazy(() => import("./scenes/sign-in/SignIn"));
const Forgotten = lazy(() => import("./scenes/forgotten/Forgotten"));
const Outside = lazy(() => import("./scenes/outside/Outside"));
const Link = lazy(() => import("./scenes/link/Link"));
const Notifications = lazy(() => import("@mantine/notifications").then((module) => ({ default: module.Notifications })));
const Calendar = lazy(() => import("./scenes/calendar/Calendar"));
const Posts = lazy(() => import("./scenes/posts/Posts"));
const PostPage = lazy(() => import("./scenes/post/PostPage"));
const Feeds = lazy(() => import("./scenes/feeds/Feeds"));
const Connect = lazy(() => import("./scenes/connect/Connect"));
const Callback = lazy(() => import("./scenes/connect/Callback"));
const Choose = lazy(() => import("./scenes/connect/Choose"));
const Approvals = lazy(() => import("./scenes/approvals/Approvals"));
const ApprovalSettings = lazy(() => import("./scenes/approvals/Settings"));
const Needs = lazy(() => import("./scenes/needs/Needs"));
const AuditLog = lazy(() => import("./scenes/audit-log/AuditLog"));
const Audit = lazy(() => import("./scenes/audit/Audit"));
const Members = lazy(() => import("./scenes/members/Members"));
const Tokens = lazy(() => import("./scenes/tokens/Tokens"));
const Webhooks = lazy(() => import("./scenes/webhooks/Webhooks"));
const WebhookMessages = lazy(() => import("./scenes/webhooks/Messages"));
const Profile = lazy(() => import("./scenes/profile/Profile"));
const Reports = lazy(() => import("./scenes/reports/Reports"));

const router = createBrowserRouter([
  { path: "/sign-in", element: <Suspense fallback={null}><SignIn /></Suspense>, errorElement: <Broken /> },
  { path: "/forgotten", element: <Suspense fallback={null}><Forgotten /></Suspense>, errorElement: <Broken /> },
  { path: "/outside", element: <Suspense fallback={null}><Outside /></Suspense>, errorElement: <Broken /> },
  { path: "/link", element: <Suspense fallback={null}><Link /></Suspense>, errorElement: <Broken /> },
  {
    path: "/",
    element: <Frame />,
    errorElement: <Broken />,
    children: [
      { index: true, element: <Home /> },
      {
        // A screen that breaks leaves the frame standing.
        errorElement: <Broken />,
        children: [
          { path: "calendar", element: <Calendar /> },
          { path: "posts", element: <Posts /> },
          { path: "posts/:id", element: <PostPage /> },
          { path: "feeds", element: <Feeds /> },
          { path: "feeds/connect", element: <Connect /> },
          { path: "feeds/connect/callback", element: <Callback /> },
          { path: "feeds/connect/attempts/:id", element: <Choose /> },
          { path: "approvals", element: <Approvals /> },
          { path: "approvals/settings", element: <ApprovalSettings /> },
          { path: "needs", element: <Needs /> },
          { path: "reports", element: <Reports /> },
          { path: "audit", element: <Audit /> },
          { path: "log", element: <AuditLog /> },
          { path: "members", element: <Members /> },
          { path: "tokens", element: <Tokens /> },
          { path: "webhooks", element: <Webhooks /> },
          { path: "webhooks/:id", element: <WebhookMessages /> },
          { path: "profile", element: <Profile /> },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
]);

/** Where toasts appear; loaded with the first of them. */
function Toasts() {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const ask = () => setAsked(true);
    firstToast.addEventListener("toast", ask);
    return () => firstToast.removeEventListener("toast", ask);
  }, []);
  return asked ? <Suspense fallback={null}><Notifications position="bottom-center" limit={3} /></Suspense> : null;
}

export function App() {
  return (
    <I18nProvider>
      <MantineProvider theme={theme} colorSchemeManager={schemeManager} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <Toasts />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
