import { existsSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { delimiter } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { type Answer, type ApiServer, type Body, messageOf, warningsOf } from './answer';

/** Longer than a restarting API server keeps its clients waiting. */
const timeoutSeconds = 75;

/**
 * Connects to the API server that KUBECONFIG names, and prints its name before the first request. client-node reads the file and
 * authenticates. Its typed calls do not return Warning headers and do not accept `fieldValidation` for all kinds, so requests are plain HTTP.
 */
export async function connectToApiServer(): Promise<ApiServer> {
  const config = readConfig();
  const cluster = config.getCurrentCluster();
  const context = config.getCurrentContext();
  if (!cluster)
    throw new Error(
      `KUBECONFIG=${process.env.KUBECONFIG}: its current context '${context}' names no cluster; select one with kubectl config use-context`,
    );
  const { server } = cluster;
  console.log(`context ${context}, server ${server}`);
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const send = (method: string, path: string, body?: Body) => request(options, method, `${server.replace(/\/$/, '')}${path}`, body);
  const version = await send('GET', '/version').catch((error: Error) => {
    throw new Error(`${server} (context '${context}'): ${error.message}; start that cluster, or set KUBECONFIG to one that runs`);
  });
  if (version.status !== 200)
    throw new Error(`${server} (context '${context}'): GET /version: ${messageOf(version)}; check the permissions of this user`);
  return { context, server, request: send };
}

function readConfig(): KubeConfig {
  const files = (process.env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  if (files.length === 0) throw new Error('KUBECONFIG is not set; it must name the kubeconfig file of a cluster');
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0)
    throw new Error(`KUBECONFIG names ${missing.join(', ')}, which does not exist; it must name the kubeconfig file of a cluster`);
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new Error(`KUBECONFIG=${process.env.KUBECONFIG}: ${error instanceof Error ? error.message : error}; it must name a kubeconfig file`);
  }
  return config;
}

function request(options: https.RequestOptions, method: string, url: string, body?: Body): Promise<Answer> {
  const headers = { ...options.headers, Accept: 'application/json', ...(body && { 'Content-Type': body.type }) };
  return new Promise((resolve, reject) => {
    const { request: open } = url.startsWith('http:') ? http : https;
    const call = open(url, { ...options, method, headers, timeout: timeoutSeconds * 1000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const warnings = warningsOf(response.headersDistinct.warning ?? []);
        resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()), warnings });
      });
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${timeoutSeconds} s to ${method} ${url}`)));
    call.on('error', reject);
    call.end(body?.text);
  });
}

/** Proxies in front of an API server may answer with plain text. */
function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim().slice(0, 500) };
  }
}
