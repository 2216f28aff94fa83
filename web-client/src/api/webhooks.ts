import type { Page } from "../models/post";
import type { Message, Webhook, WebhookMade, Webhooks, WebhookSecret } from "../models/webhook";
import { call } from "./http";

export const fetchWebhooks = () => call<Webhooks>("GET", "/webhooks");
export const addWebhook = (url: string, events: string[]) => call<WebhookMade>("POST", "/webhooks", { body: { url, events } });
/** What is left out stays. */
export const changeWebhook = (id: string, wish: { url?: string; events?: string[]; on?: boolean }) => call<Webhook>("PATCH", `/webhooks/${id}`, { body: wish });
export const removeWebhook = (id: string) => call<void>("DELETE", `/webhooks/${id}`);
export const renewSecret = (id: string) => call<WebhookSecret>("POST", `/webhooks/${id}/secret`);
export const testWebhook = (id: string) => call<Message>("POST", `/webhooks/${id}/test`);
export const fetchMessages = (id: string, cursor?: string) => call<Page<Message>>("GET", `/webhooks/${id}/messages${cursor ? `?cursor=${cursor}` : ""}`);
export const resend = (id: string, message: string) => call<Message>("POST", `/webhooks/${id}/messages/${message}/resend`);
