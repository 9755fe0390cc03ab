using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Server.Installations;

namespace Ballast.Cli.Commands.Serving;

/// <summary>Says why an installation could not be set up.</summary>
internal static class Failures
{
    /// <summary>Writes the cause and gives the exit code.</summary>
    public static ExitCode Fail(this CommandOutput output, SettingUp settingUp) => settingUp switch
    {
        SettingUp.BadInput wrong => output.Fail(ExitCode.BadInput, wrong.Cause, wrong.WayOut),
        SettingUp.Refused refused => output.Fail(ExitCode.Refused, refused.Cause, refused.WayOut),
        SettingUp.Ready => throw new UnreachableException(),
        _ => throw new UnreachableException(),
    };
}
