namespace Ballast.Cli.Frame;

/// <summary>How a command ended; part of the contract with scripts.</summary>
internal enum ExitCode
{
    /// <summary>Done, also when there was nothing to do.</summary>
    Done = 0,

    /// <summary>A refusal or a failed run.</summary>
    Refused = 1,

    /// <summary>The command line or a file given was wrong; nothing was done.</summary>
    BadInput = 2,

    /// <summary>A person or a service manager ended it before it was done: 128 and the number of SIGINT, as shells
    /// count.</summary>
    Interrupted = 130,
}
