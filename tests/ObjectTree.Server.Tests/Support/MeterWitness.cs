using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Listens to what one server counts, and to no other of the process.</summary>
internal sealed class MeterWitness : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = [];

    public MeterWitness(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == "ObjectTree.Server")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(Note);
        _listener.Start();
    }

    /// <summary>Whether it throws when it is told something.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The names of what was counted, with their labels, and how often.</summary>
    public IEnumerable<string> Counts => _sums.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}");

    /// <summary>What a look at the sessions gives now.</summary>
    public long Active
    {
        get
        {
            _sums.TryRemove("objecttree.sessions.active", out _);
            _listener.RecordObservableInstruments();
            _sums.TryRemove("objecttree.sessions.active", out var active);
            return active;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (IsBroken)
            throw new InvalidOperationException("The listener is broken.");
        var name = instrument.Name;
        foreach (var (key, label) in tags)
            name += $" {key}={label}";
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
