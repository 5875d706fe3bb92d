/** This worker no longer holds the job: another was given it, and nothing more may be recorded or done here. */
export class JobLostError extends Error {
  constructor(jobId: string, worker: string) {
    super(`The worker ${worker} no longer holds the job ${jobId}.`);
    this.name = 'JobLostError';
  }
}
