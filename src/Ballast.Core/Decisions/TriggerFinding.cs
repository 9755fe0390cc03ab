namespace Ballast.Core.Decisions;

/// <summary>One trigger's answer.</summary>
/// <param name="Trigger">The trigger's name in the policy file: <c>band</c>, <c>schedule</c>, ...</param>
/// <param name="Status">Whether it fired.</param>
/// <param name="Why">The numbers and a sentence.</param>
public sealed record TriggerFinding(string Trigger, TriggerStatus Status, Reason Why);
