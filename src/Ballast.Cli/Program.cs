using Ballast.Cli.Frame;

return await BallastProgram.RunAsync(args, Surroundings.OfThisProcess(), CancellationToken.None).ConfigureAwait(false);
