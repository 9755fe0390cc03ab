using Ballast.Engine.Execution;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ledger;
using Ballast.Engine.Recovery;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Loops;

/// <summary>Everyone who works at one portfolio's desk, put together once.</summary>
internal sealed class DeskCrew
{
    public DeskCrew(PortfolioDesk desk, EnginePorts ports)
    {
        TradeIntake trades = new(desk);
        OrderSettler settler = new(desk, trades);
        UnknownResolver resolver = new(desk, trades, settler, new BalanceEquality(desk));
        OrderCarrier carrier = new(desk, settler, resolver);
        Underway = new OrdersUnderway(desk, carrier);
        LegExecutor executor = new(desk, new OrderReserver(desk), Underway);
        Sweep = new VenueSweep(desk, trades);
        Gate = new ReconcileGate(desk, trades);
        Quarantine = new QuarantineWatch(desk, settler, Underway);
        Transfers = new TransferDesk(desk, ports.Transfers);
        Transit = new TransferWatch(desk, ports.Transfers);
        Runs = new RunCoordinator(desk, executor, Transfers);
        HedgeWatch = new HedgeWatch(desk);
        Hedges = new HedgeDesk(desk, HedgeWatch);
        Recovery = new PortfolioRecovery(desk, carrier, Quarantine, Sweep, Gate)
        {
            Transit = Transit,
            Hedges = HedgeWatch,
        };
        Health = new HealthWatch(desk);
        Observer = new Observer(desk, ports.Prices, Health);
        History = new History(desk, ports.Candles);
        Aimer = new Aimer(desk, History, ports.Targets);
    }

    public OrdersUnderway Underway { get; }

    public VenueSweep Sweep { get; }

    public ReconcileGate Gate { get; }

    public QuarantineWatch Quarantine { get; }

    public RunCoordinator Runs { get; }

    public TransferDesk Transfers { get; }

    public TransferWatch Transit { get; }

    public HedgeDesk Hedges { get; }

    public HedgeWatch HedgeWatch { get; }

    public PortfolioRecovery Recovery { get; }

    public HealthWatch Health { get; }

    public Observer Observer { get; }

    public History History { get; }

    public Aimer Aimer { get; }
}
