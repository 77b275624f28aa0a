import type { BrowserContext, ConsoleMessage, Request, Response } from '@playwright/test';

/**
 * Collects what a person would not see and a developer must: errors in the console (hydration and content security
 * policy faults show there), exceptions, requests that failed, and requests to anyone else.
 */
export class Faults {
  readonly found: string[] = [];
  private readonly origin: string;
  private readonly hasScripts: boolean;

  constructor(context: BrowserContext, url: string, hasScripts: boolean) {
    this.origin = new URL(url).origin;
    this.hasScripts = hasScripts;
    context.on('console', (message) => this.console(message));
    context.on('weberror', (error) => this.add(`exception: ${error.error().stack ?? error.error().message}`));
    context.on('request', (request) => this.request(request));
    context.on('requestfailed', (request) => this.failed(request));
    context.on('response', (response) => this.response(response));
  }

  private console(message: ConsoleMessage): void {
    // The browser repeats every answer of 4xx and 5xx here; `response` judges those with more knowledge.
    const isRepeated = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRepeated) this.add(`console: ${message.text()}`);
  }

  private request(request: Request): void {
    const url = new URL(request.url());
    const isOurs = url.origin === this.origin || ['data:', 'blob:', 'about:'].includes(url.protocol);
    if (!isOurs) this.add(`request to another host: ${request.url()}`);
  }

  private failed(request: Request): void {
    // Leaving a page ends what it was still loading, and a download ends its navigation.
    const reason = request.failure()?.errorText ?? 'unknown';
    // Where scripts are off, Chromium reports every script of a page as blocked.
    if (!this.hasScripts && request.resourceType() === 'script') return;
    if (reason !== 'net::ERR_ABORTED') this.add(`request failed: ${request.url()}: ${reason}`);
  }

  /**
   * A page may say 403, 404, 409 or 422, and so may the answer to a form that is sent behind it: journeys look for that.
   * Its parts may not, and nothing may say 5xx.
   */
  private response(response: Response): void {
    const request = response.request();
    const isPage = request.isNavigationRequest() || request.method() === 'POST';
    const allowed = isPage ? 500 : 400;
    if (response.status() >= allowed) this.add(`${response.status()} for ${response.url()}`);
  }

  private add(fault: string): void {
    this.found.push(fault);
  }
}
