using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Client.Handlers;

/// <summary>What is run when the server calls: on values, as they are on the wire.</summary>
internal delegate Task<Value> Handler(ImmutableArray<Value> arguments, CancellationToken cancellation);
