using Ballast.Core;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>One thing the owner is told.</summary>
/// <param name="At">When it was said, in the machine's time.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Message">What it is.</param>
public sealed record NotifyMessage(Instant At, Severity Severity, Reason Message);
