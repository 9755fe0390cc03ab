using System.Text.Json.Serialization;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Journal;

/// <summary>Source-generated JSON of the journal's payloads and of the state whose hash proves a replay.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(TextConverters.OfDecimal), typeof(TextConverters.OfQuantity), typeof(TextConverters.OfPrice),
        typeof(TextConverters.OfMoney), typeof(TextConverters.OfWeight), typeof(TextConverters.OfAsset),
        typeof(TextConverters.OfAccount), typeof(TextConverters.OfPortfolio), typeof(TextConverters.OfRun),
        typeof(TextConverters.OfClientOrderId), typeof(TextConverters.OfInstant), typeof(TextConverters.OfDuration),
        typeof(TextConverters.OfLocalDate), typeof(OrderStateJson),
    ])]
[JsonSerializable(typeof(JournalEvent.EngineStarted))]
[JsonSerializable(typeof(JournalEvent.AccountRegistered))]
[JsonSerializable(typeof(JournalEvent.PortfolioOpened))]
[JsonSerializable(typeof(JournalEvent.PolicyChanged))]
[JsonSerializable(typeof(JournalEvent.PortfolioRemoved))]
[JsonSerializable(typeof(JournalEvent.Decided))]
[JsonSerializable(typeof(JournalEvent.TargetMoved))]
[JsonSerializable(typeof(JournalEvent.PlanAccepted))]
[JsonSerializable(typeof(JournalEvent.RunStarted))]
[JsonSerializable(typeof(JournalEvent.LegDropped))]
[JsonSerializable(typeof(JournalEvent.RunEnded))]
[JsonSerializable(typeof(JournalEvent.OrderReserved))]
[JsonSerializable(typeof(JournalEvent.OrderSigned))]
[JsonSerializable(typeof(JournalEvent.OrderAcked))]
[JsonSerializable(typeof(JournalEvent.OrderFilled))]
[JsonSerializable(typeof(JournalEvent.OrderClosed))]
[JsonSerializable(typeof(JournalEvent.OrderRejected))]
[JsonSerializable(typeof(JournalEvent.OrderUnknown))]
[JsonSerializable(typeof(JournalEvent.OrderFound))]
[JsonSerializable(typeof(JournalEvent.OrderNotPlaced))]
[JsonSerializable(typeof(JournalEvent.OrderQuarantined))]
[JsonSerializable(typeof(JournalEvent.QuarantineResolved))]
[JsonSerializable(typeof(JournalEvent.OrphanFound))]
[JsonSerializable(typeof(JournalEvent.TradesRead))]
[JsonSerializable(typeof(JournalEvent.LedgerOpened))]
[JsonSerializable(typeof(JournalEvent.BalanceBooked))]
[JsonSerializable(typeof(JournalEvent.ChangeExplained))]
[JsonSerializable(typeof(JournalEvent.Halted))]
[JsonSerializable(typeof(JournalEvent.Resumed))]
[JsonSerializable(typeof(JournalEvent.BreakerTripped))]
[JsonSerializable(typeof(JournalEvent.BreakerCleared))]
[JsonSerializable(typeof(JournalEvent.PriceConfirmed))]
[JsonSerializable(typeof(JournalEvent.VenueHealthChanged))]
[JsonSerializable(typeof(JournalEvent.TransferIntended))]
[JsonSerializable(typeof(JournalEvent.TransferDropped))]
[JsonSerializable(typeof(JournalEvent.TransferLeft))]
[JsonSerializable(typeof(JournalEvent.TransferUnknown))]
[JsonSerializable(typeof(JournalEvent.TransferQuarantined))]
[JsonSerializable(typeof(JournalEvent.TransferEnded))]
[JsonSerializable(typeof(JournalEvent.TransferDeferred))]
[JsonSerializable(typeof(JournalEvent.HedgeIntended))]
[JsonSerializable(typeof(JournalEvent.HedgeAnswered))]
[JsonSerializable(typeof(JournalEvent.HedgeUnknown))]
[JsonSerializable(typeof(JournalEvent.HedgeQuarantined))]
[JsonSerializable(typeof(JournalEvent.HedgeEnded))]
[JsonSerializable(typeof(JournalEvent.Recovered))]
[JsonSerializable(typeof(JournalEvent.AccountInspected))]
[JsonSerializable(typeof(JournalEvent.OwnerReached))]
[JsonSerializable(typeof(JournalEvent.TrialWaived))]
[JsonSerializable(typeof(JournalEvent.TradesImported))]
[JsonSerializable(typeof(JournalEvent.TradesRetracted))]
[JsonSerializable(typeof(EngineState))]
internal sealed partial class JournalJson : JsonSerializerContext;
